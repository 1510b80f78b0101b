import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { messages } from '../messages/messages.ts'

/** The frame of the pages outside: sign in, become the owner. */
export function EntryPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-full place-items-center p-4">
      <div className="grid w-full max-w-[420px] gap-4 rounded-lg border border-line bg-surface p-6 shadow-float">
        <header className="flex items-center gap-2.5">
          <ShieldCheck size={24} aria-hidden="true" className="text-accent" />
          <p className="text-lg font-semibold">{messages.app.product}</p>
        </header>
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  )
}
