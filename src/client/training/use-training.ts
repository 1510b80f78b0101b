import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  getTraining,
  setTrouble,
  startAgain,
  startRaid,
  type Training,
  type Trouble,
} from '../../contract/training.ts'
import { call } from '../api/call.ts'
import { keyOf, query } from '../api/query.ts'

const POLL_MS = 15_000
/** While somebody looks at it. */
const WATCHED_POLL_MS = 1_500

/** What is going on in the sandbox; the same for everybody who uses it. */
export function useTraining(appId: string, isWatched: boolean) {
  return useQuery({
    ...query(getTraining, { params: { appId } }),
    staleTime: isWatched ? 0 : POLL_MS,
    refetchInterval: isWatched ? WATCHED_POLL_MS : POLL_MS,
  })
}

/** The three things that can be done to the sandbox. */
export function useTrainingActions(appId: string) {
  const client = useQueryClient()
  const params = { appId }
  const onSuccess = (training: Training) =>
    client.setQueryData(keyOf(getTraining, { params }), training)
  return {
    trouble: useMutation({
      mutationFn: (trouble: Trouble) => call(setTrouble, { params, body: { trouble } }),
      // A look begun before would bring the old state back for a moment.
      onMutate: () => client.cancelQueries({ queryKey: keyOf(getTraining, { params }) }),
      onSuccess,
    }),
    raid: useMutation({ mutationFn: () => call(startRaid, { params, body: {} }), onSuccess }),
    again: useMutation({
      mutationFn: () => call(startAgain, { params, body: {} }),
      // Other people stand behind the same ids now: nothing that was read is true any more.
      onSuccess: () => client.resetQueries(),
    }),
  }
}
