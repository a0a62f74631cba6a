import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client, okResponse } from '../../api/client.ts'
import { describeError } from '../../api/describe-error.ts'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'

type FeedbackBody = Parameters<(typeof client.api.answers)[':id']['feedback']['$post']>[0]['json']

/** Says whether an answer helped, and takes that back. */
export function useFeedback(answerId: string) {
  const queries = useQueryClient()
  const say = useToast()
  const text = useText()
  const settled = {
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['conversations', 'one'], refetchType: 'none' }),
    onError: (error: unknown) => say({ message: describeError(error, text), tone: 'danger' }),
  }
  const param = { id: answerId }
  const giving = useMutation({
    mutationFn: (json: FeedbackBody) => okResponse(client.api.answers[':id'].feedback.$post({ param, json })),
    ...settled,
  })
  const takingBack = useMutation({
    mutationFn: () => okResponse(client.api.answers[':id'].feedback.$delete({ param })),
    ...settled,
  })
  return { give: giving.mutate, takeBack: takingBack.mutate, isBusy: giving.isPending || takingBack.isPending }
}
