import { getTraining, setTrouble, startAgain, startRaid } from '../../contract/training.ts'
import type { Mount } from '../http/handler.ts'
import { Refusal } from '../http/refusal.ts'
import type { SandboxControl } from './sandbox-control.ts'

/** The routes of an app that is the sandbox; a real app has none of them. */
export function mountTrainingRoutes(mount: Mount, sandboxId: string, control: SandboxControl) {
  const refuseOtherApps = (appId: string) => {
    if (appId !== sandboxId) throw new Refusal('not_found', 'No such app')
  }

  mount(getTraining, async ({ params }) => {
    refuseOtherApps(params.appId)
    return control.state()
  })

  mount(setTrouble, async ({ params, body: { trouble } }, { note }) => {
    refuseOtherApps(params.appId)
    note({ trouble })
    await control.setTrouble(trouble)
    return control.state()
  })

  mount(startRaid, async ({ params, body: { accounts, seconds } }, { note }) => {
    refuseOtherApps(params.appId)
    note({ accounts, seconds })
    await control.startRaid(accounts, seconds)
    return control.state()
  })

  mount(startAgain, async ({ params }) => {
    refuseOtherApps(params.appId)
    await control.startAgain()
    return control.state()
  })
}
