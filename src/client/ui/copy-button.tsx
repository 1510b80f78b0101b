import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { messages } from '../messages/messages.ts'
import { announce } from './announcer.tsx'
import { IconButton } from './button.tsx'

const SHOWN_MS = 1_500

/** Puts a text on the clipboard and shows for a moment that it did. */
export function CopyButton({
  text,
  label,
  icon = <Copy size={14} />,
  className,
}: {
  text: string
  label: string
  icon?: ReactNode
  className?: string
}) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <IconButton
      label={label}
      {...(className && { className })}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setIsCopied(true)
          announce(messages.app.copied)
        })
      }}
    >
      {isCopied ? <Check size={14} className="text-ok" /> : icon}
    </IconButton>
  )
}
