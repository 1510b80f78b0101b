import type { User } from '../../../contract/users.ts'
import { messages } from '../../messages/messages.ts'
import { type TabItem, Tabs } from '../../ui/tabs.tsx'
import { CustomFields } from './custom-fields.tsx'
import { Devices } from './devices.tsx'
import { JsonView } from './json-view.tsx'
import { Profile } from './profile.tsx'

const t = messages.userPanel

export type PanelTab = keyof typeof t.tabs

/** Everything Stream says about a user, in four parts. */
export function PanelTabs({
  user,
  open,
  onOpen,
}: {
  user: User
  open: PanelTab
  onOpen: (tab: PanelTab) => void
}) {
  const items: TabItem<PanelTab>[] = [
    { value: 'profile', label: t.tabs.profile, content: <Profile user={user} /> },
    {
      value: 'custom',
      label: t.tabs.custom,
      count: user.custom.length,
      content: <CustomFields fields={user.custom} />,
    },
    {
      value: 'devices',
      label: t.tabs.devices,
      count: user.devices.length,
      content: <Devices devices={user.devices} />,
    },
    { value: 'json', label: t.tabs.json, content: <JsonView user={user} /> },
  ]
  return (
    <div className="pt-2">
      <Tabs items={items} open={open} onOpen={onOpen} />
    </div>
  )
}
