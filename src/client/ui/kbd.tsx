/** A key to press. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden="true"
      className="min-w-[18px] rounded-sm border border-current/30 px-1 text-center font-sans text-2xs leading-4 opacity-80 max-wide:hidden"
    >
      {children}
    </kbd>
  )
}
