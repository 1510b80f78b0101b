import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { getSession } from '../contract/session.ts'
import { createQueryClient } from './app/query-client.ts'
import { createAppRouter } from './app/routes.tsx'

const client = createQueryClient(() => {
  // The guards of the routes read the session anew and lead to the sign-in page.
  client.removeQueries({ queryKey: [getSession.name] })
  void router.invalidate()
})
const router = createAppRouter(client)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
