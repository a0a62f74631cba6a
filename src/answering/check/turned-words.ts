import { placesOf, toContextText } from './contexts.ts'
import type { Opposition } from './opposites.ts'

/** Small words of which one turns what another says; members parted by `/`, forms by `|`, `-` for nothing at all. */
const GROUPS = `
- / 不|没有|没|未|无|别|并不|并未|并没有|从不|从未|不再|没能|未能|不会|不能|不可|不是|没法|无法
必须|必需|务必|一定要|一律|应当|应|须|要|得 / 可以|可|能|允许 / 不得|不能|不可|不许|不准|禁止|严禁|不允许|不予 / 不必|不用|无需|无须|不需要|可以不|可不
会|能|要|可以|可 / 不会|不能|不要|不可以|不可
有 / 没有|没|无
是 / 不是|并非
至少|最少|起码|不少于|不低于|不小于 / 至多|最多|顶多|不超过|不高于|不多于|不大于
超过|高于|大于|多于|超出 / 不到|低于|小于|少于|不足|未满|没超过|未超过
之前|以前|前 / 之后|以后|后 / 之内|以内|内
以上 / 以下|以内
只|仅|只能|只有|仅有|仅限 / 也|还|都|不只|不仅|不限于|也能|也可以
全部|所有|全体|每个|都|全 / 部分|一部分|个别|少数|有的|大部分
全部|全都|都|均 / 大多|多数
第一|首 / 最后|末
上午|早上 / 下午 / 晚上|当晚 / 中午 / 凌晨
当天|当日 / 次日|第二天 / 前一天|前一日 / 当周 / 当月
每天|每日|按日 / 每周|按周 / 每月|按月 / 每季度|按季度|每季 / 每年|按年
增加|增|加|升|上调|提高|上升 / 减少|减|降|下调|降低|下降
先 / 后|再
早 / 晚
多 / 少
快 / 慢
高 / 低
大 / 小
长 / 短
内部 / 外部
同意|赞成 / 反对|不同意|没同意|未同意
通过 / 未通过|没通过|不通过
已|已经 / 未|尚未|还没|还没有|没有
and / or
at least / at most
more than / less than
before / after
must / may / must not / need not
is / is not|isn't
are / are not|aren't
was / was not|wasn't
were / were not|weren't
did / did not|didn't
can / cannot|can not|can't
will / will not|won't
does / does not|doesn't
has / has not|hasn't
only / also
all|every / some|no
`
  .trim()
  .split('\n')
  .map((line) => line.split(' / ').map((member) => member.split('|').map((form) => (form === '-' ? '' : form))))

/** What stands in the source where the claim, the same around it, has the contrary; the other way round for `isClaim`. */
function turnedIn(one: string, other: string, isClaim: boolean): Opposition[] {
  return GROUPS.flatMap((group) =>
    group.flatMap((member, at) =>
      member.flatMap((form): Opposition[] => {
        if (form === '') return []
        return placesOf(form, one).flatMap(({ before, after }): Opposition[] => {
          if (isClaim && other.includes(before + form + after)) return []
          const contrary = group
            .filter((_, index) => index !== at)
            .flat()
            .find((word) => other.includes(before + word + after) && (isClaim || !one.includes(before + word + after)))
          if (contrary === undefined) return []
          return isClaim ? [{ said: form, stands: contrary }] : [{ said: contrary, stands: form }]
        })
      }),
    ),
  )
}

/** Small words that were turned in what is otherwise a copy: 不 left out, 至少 for 至多, 之前 for 之后. */
export function findTurnedWords(claim: string, source: string): Opposition[] {
  const [mine, theirs] = [toContextText(claim), toContextText(source)]
  return [...turnedIn(mine, theirs, true), ...turnedIn(theirs, mine, false)]
}
