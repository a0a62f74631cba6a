/** A question asked before, in full, with what was answered; empty where nothing was. */
export type Asked = { asked: string; answer: string }
