import { AllCommunityModule, type ColDef, ModuleRegistry } from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

// The peer: the same fifty users in the grid most products would take, with nothing around it.
ModuleRegistry.registerModules([AllCommunityModule])

type User = { id: string; name: string | null; role: string; createdAt: string }

const columns: ColDef<User>[] = [
  { field: 'name' },
  { field: 'id' },
  { field: 'role' },
  { field: 'createdAt' },
]

function Page() {
  const [users, setUsers] = useState<User[]>()
  useEffect(() => {
    void fetch('./users.json')
      .then((answer) => answer.json())
      .then((body: { users: User[] }) => setUsers(body.users))
  }, [])
  return <AgGridReact<User> rowData={users ?? null} columnDefs={columns} />
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Page />)
