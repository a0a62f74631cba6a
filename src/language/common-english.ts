import { stemmer } from 'stemmer'

/** English words of five letters and more that anyone may use; taken from no list. */
const WORDS =
  'about above across action active actual address advance advice affect after again against agenda agree ahead allow ' +
  'almost alone along already although always among amount annual another answer anybody anyone anything appear apply ' +
  'approach approve argue arise around arrange arrive article aside assess assign assist assume attach attempt attend ' +
  'audit available average avoid aware balance based basic because become before begin behind being believe belong below ' +
  'benefit beside better between beyond board borrow bottom break brief bring broad budget build business calculate call ' +
  'cancel cannot careful carry cause centre certain chance change charge check choice choose claim clear client close ' +
  'collect column comment common company compare complain complete concern condition confirm connect consider consist ' +
  'contact contain content continue contract control correct could count couple course cover create credit critical ' +
  'current customer daily damage dated deadline decide decision delay deliver demand department depend describe design ' +
  'detail develop differ difficult direct discuss document double doubt draft early earn easily effect effort eight either ' +
  'email employ empty enable encourage enough ensure enter entire equal error especially estimate evening event ever every ' +
  'exact example except expect expense experience explain extend extra fact factor failure false feature field fifteen ' +
  'fifth figure final finance finish first follow force forget formal former forward fourth friend front function further ' +
  'future general given going good goods govern grant great ground group guarantee guess guide happen hardly hasn haven ' +
  'heard heavy height hello helpful highest history holiday however human hundred ideal immediate impact important improve ' +
  'include income increase indeed inform initial inside install instead insure intend interest internal introduce invest ' +
  'invite invoice involve issue itself join judge keep kind known large largely later latest launch leader learn least ' +
  'leave legal length letter level limit list little local longer lower major making manage manner market material matter ' +
  'maybe meaning means measure meeting member mention message method middle might million minute missing mistake model ' +
  'moment money month morning mostly moving multiple named nearly necessary need never night nobody normal nothing notice ' +
  'number object obtain occur offer office often online operate opinion option order other ought outside overall owner ' +
  'paper partner party pause payment people perform perhaps period permit person phase phone piece place plan please point ' +
  'policy position possible practice prepare present press prevent previous price print prior private problem procedure ' +
  'proceed process produce product progress project promise proper propose protect prove provide public purchase purpose ' +
  'quality quarter question quick quite quote raise range rather reach ready really reason receive recent record recover ' +
  'reduce refer refuse regard region reject relate release remain remember remind remove repair repeat replace reply report ' +
  'request require reserve resolve resource respond rest result return review right round safety salary same sample save ' +
  'schedule scope score search season second section secure seem select senior sense separate serious serve service session ' +
  'setup seven several shall share shift short should shown side sign similar simple since single sixth small solve some ' +
  'somebody someone something sometimes soon sorry sort source speak special specific spend staff stage stand standard ' +
  'start state status still stock stop store story straight strong study stuff style subject submit succeed success such ' +
  'sudden suggest suitable summary supply support suppose sure system table taken talk target task teach team technical ' +
  'tell tender thank their theirs them themselves then there therefore these thing think third those though thought ' +
  'thousand three through throughout thus ticket tight time title today together tomorrow total toward track trade train ' +
  'transfer travel treat trial trouble trust twelve twice under understand unit unless until update upper urgent usual ' +
  'value various vendor verify version very view visit vital wait warn waste watch weight where whether which while whole ' +
  'whose wide within without wonder word worker world worry worse worth would write wrong yearly yesterday young yours'

let stems: Set<string> | undefined

/** Whether a word in lower case is one that anyone may use, in any inflection. */
export function isCommonEnglish(word: string): boolean {
  stems ??= new Set(WORDS.split(' ').map(stemmer))
  return stems.has(stemmer(word))
}
