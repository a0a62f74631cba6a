/** Forms that no rule leads to, with the word they belong to; only such as mean nothing else at work. */
const IRREGULAR =
  'paid:pay won:win lost:lose sent:send spent:spend built:build bought:buy brought:bring sold:sell told:tell held:hold ' +
  'kept:keep met:meet made:make taken:take took:take given:give gave:give gone:go went:go done:do did:do came:come ' +
  'became:become began:begin begun:begin broke:break broken:break chose:choose chosen:choose drew:draw drawn:draw ' +
  'drove:drive driven:drive ate:eat eaten:eat fell:fall fallen:fall found:find fought:fight forgot:forget ' +
  'forgotten:forget froze:freeze frozen:freeze got:get gotten:get grew:grow grown:grow hid:hide hidden:hide ' +
  'knew:know known:know laid:lay led:lead lent:lend meant:mean overran:overrun overspent:overspend rang:ring ran:run ' +
  'rose:rise risen:rise said:say saw:see seen:see sought:seek shown:show shrank:shrink shrunk:shrink sat:sit ' +
  'slept:sleep spoke:speak spoken:speak stood:stand stole:steal stolen:steal struck:strike stuck:stick taught:teach ' +
  'thought:think threw:throw thrown:throw understood:understand undertook:undertake undertaken:undertake withdrew:withdraw ' +
  'withdrawn:withdraw wrote:write written:write rewrote:rewrite rewritten:rewrite rebuilt:rebuild resold:resell ' +
  'overcame:overcome oversaw:oversee overseen:oversee caught:catch dealt:deal fed:feed heard:hear hung:hang ' +
  'left:leave sank:sink sunk:sink shook:shake shaken:shake swore:swear sworn:swear tore:tear ' +
  'torn:tear woke:wake wore:wear worn:wear flew:fly flown:fly forbade:forbid forbidden:forbid upheld:uphold withheld:withhold ' +
  'people:person men:man women:woman children:child feet:foot teeth:tooth mice:mouse halves:half ' +
  'shelves:shelf criteria:criterion phenomena:phenomenon analyses:analysis crises:crisis ' +
  'hypotheses:hypothesis appendices:appendix indices:index matrices:matrix vertices:vertex ' +
  'schemata:schema bureaux:bureau memoranda:memorandum addenda:addendum'

/** Spellings of one word, the American one last; endings are left to the rules. */
const SPELLINGS =
  'licence:license defence:defense offence:offense practise:practice cheque:check programme:program centre:center ' +
  'metre:meter litre:liter fibre:fiber theatre:theater catalogue:catalog dialogue:dialog analogue:analog grey:gray ' +
  'judgement:judgment acknowledgement:acknowledgment fulfil:fulfill enrol:enroll instalment:installment skilful:skillful ' +
  'ageing:aging storey:story tyre:tire plough:plow sceptical:skeptical artefact:artifact aluminium:aluminum enquiry:inquiry ' +
  'enquire:inquire learnt:learned burnt:burned cancelled:canceled cancelling:canceling labelled:labeled labelling:labeling ' +
  'modelling:modeling modelled:modeled travelled:traveled travelling:traveling levelled:leveled signalled:signaled ' +
  'totalled:totaled behaviour:behavior colour:color favour:favor honour:honor labour:labor neighbour:neighbor ' +
  'endeavour:endeavor rumour:rumor harbour:harbor flavour:flavor'

const FOLDED: ReadonlyMap<string, string> = new Map(
  `${IRREGULAR} ${SPELLINGS}`.split(' ').map((entry): [string, string] => {
    const [form = '', word = ''] = entry.split(':')
    return [form, word]
  }),
)
/** Words in -ise and -yse that have no other spelling. */
const ALWAYS_ISE =
  /^(?:advert|adv|ar|compr|comprom|conc|desp|dev|disgu|enterpr|exc|exerc|expert|franch|improv|likew|merchand|no|otherw|parad|pra|prec|prem|prom|ra|rev|r|superv|surm|surpr|telev|upr|v|w)is/

/** An irregular form as its word and a British spelling as the American one: paid is pay, organisations organizations. */
export function foldEnglish(word: string): string {
  const known = FOLDED.get(word)
  if (known !== undefined) return known
  const singular = word.endsWith('s') ? FOLDED.get(word.slice(0, -1)) : undefined
  if (singular !== undefined) return `${singular}s`
  if (word.length < 6 || ALWAYS_ISE.test(word)) return word
  return word
    .replace(/(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|able|ation|ations|ational)$)/, 'iz')
    .replace(/(?<=[a-z]{3})ys(?=(?:e|ed|ing|er|ers)$)/, 'yz')
}
