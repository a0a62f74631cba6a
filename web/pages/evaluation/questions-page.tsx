import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, ClipboardCheck, Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { Button, buttonStyle } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { useTitle } from '../../shell/use-title.ts'
import { QuestionCard } from './question-card.tsx'
import { type EvaluationQuestion, questionsFileAddress, questionsQuery, removeQuestion } from './question-queries.ts'

/** Questions with a known answer that were made of answers, to be taken along as a file. */
export function QuestionsPage(): ReactNode {
  const text = useText()
  const { evaluation, gaps, common } = text
  const queries = useQueryClient()
  const say = useToast()
  const found = useInfiniteQuery(questionsQuery())
  const [doomed, setDoomed] = useState<EvaluationQuestion | null>(null)
  const removal = useMutation({
    mutationFn: ({ id }: EvaluationQuestion) => removeQuestion(queries, id),
    onSuccess: () => say({ message: evaluation.deleted }),
    onError: (error) => say({ message: describeError(error, text), tone: 'danger' }),
    onSettled: () => setDoomed(null),
  })
  const questions = found.data?.pages.flatMap((page) => page.questions)
  useTitle(evaluation.title)
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-4 px-3 pt-3 pb-10 sm:px-6 sm:pt-5">
        <Link to="/gaps" className={`${buttonStyle('quiet', 'sm')} -ml-2 justify-self-start text-soft`}>
          <ArrowLeft aria-hidden />
          {gaps.title}
        </Link>
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-[1_1_18rem]">
            <h1 className="font-serif text-xl font-semibold">{evaluation.title}</h1>
            <p className="text-soft">{evaluation.body}</p>
          </div>
          {questions && questions.length > 0 && (
            <a href={questionsFileAddress()} download className={buttonStyle('outline', 'sm')}>
              <Download aria-hidden />
              {evaluation.download}
            </a>
          )}
        </header>
        {found.isPending && <SkeletonLines lines={6} />}
        {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {questions?.length === 0 && (
          <EmptyState icon={<ClipboardCheck />} title={evaluation.emptyTitle} body={evaluation.emptyBody} />
        )}
        {questions && questions.length > 0 && (
          <ul aria-label={evaluation.list} className="grid grid-cols-1 gap-3">
            {questions.map((question) => (
              <QuestionCard key={question.id} question={question} onDelete={() => setDoomed(question)} />
            ))}
          </ul>
        )}
        {found.hasNextPage && (
          <Button
            isBusy={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
            className="justify-self-center"
          >
            {common.loadMore}
          </Button>
        )}
        <ConfirmDialog
          isOpen={doomed !== null}
          onOpenChange={(isOpen) => !isOpen && setDoomed(null)}
          title={evaluation.deleteTitle}
          description={evaluation.deleteBody}
          agree={common.delete}
          isBusy={removal.isPending}
          onAgree={() => doomed && removal.mutate(doomed)}
        >
          <p className="line-clamp-3 border-l-2 border-line pl-3 text-soft">{doomed?.question}</p>
        </ConfirmDialog>
      </div>
    </div>
  )
}
