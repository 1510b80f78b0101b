import { classNames } from './class-names.ts'

/** A few choices side by side, one of them pressed. */
export function Segmented<T extends string>({
  label,
  choices,
  chosen,
  onChoose,
}: {
  label: string
  choices: readonly (readonly [value: T, text: string])[]
  chosen: T
  onChoose: (value: T) => void
}) {
  return (
    <div role="group" aria-label={label} className="inline-flex shrink-0 rounded-md bg-sunk p-0.5">
      {choices.map(([value, text]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
          className={classNames(
            'h-7 rounded-sm px-2.5 text-xs font-medium whitespace-nowrap text-muted hover:text-text',
            'aria-pressed:bg-raised aria-pressed:text-text aria-pressed:shadow-lift',
          )}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
