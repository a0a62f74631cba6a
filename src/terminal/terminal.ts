const DEFAULT_WIDTH = 100
const MAX_WIDTH = 120
const MIN_WIDTH = 40

/** Where a command prints: results on standard output, everything else on standard error. */
export type Terminal = {
  /** Writes to standard output as it stands. */
  write: (text: string) => void
  /** A line on standard output. */
  print: (line: string) => void
  /** A line on standard error. */
  note: (line: string) => void
  /** Emphasis on standard output, where that is a terminal. */
  bold: (text: string) => string
  dim: (text: string) => string
  /** Columns to fill. */
  width: number
  errors: NodeJS.WriteStream
}

export type TerminalStreams = { out: NodeJS.WriteStream; errors: NodeJS.WriteStream; isColourRefused: boolean }

/** No control sequence is ever written to something that is not a terminal. */
export function openTerminal({ out, errors, isColourRefused }: TerminalStreams): Terminal {
  const isStyled = out.isTTY === true && !isColourRefused
  const styled = (code: number) => (text: string) => (isStyled ? `\u001b[${code}m${text}\u001b[0m` : text)
  const columns = out.isTTY === true ? out.columns : DEFAULT_WIDTH
  return {
    write: (text) => out.write(text),
    print: (line) => out.write(`${line}\n`),
    note: (line) => errors.write(`${line}\n`),
    bold: styled(1),
    dim: styled(2),
    width: Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns)),
    errors,
  }
}
