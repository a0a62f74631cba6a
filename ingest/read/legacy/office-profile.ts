import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Setting = { path: string; name: string; value: string | number | boolean }

/** A port where nothing listens, so that an address in a document leads nowhere. */
const NOWHERE = { host: '127.0.0.1', port: 9 }

const OFFICE = '/org.openoffice.Office'

/**
 * No macro runs, no link is followed or updated, nothing is fetched, no formula is computed anew: what a document says
 * is what was stored in it. The numbers are those of LibreOffice's registry schema.
 */
const SETTINGS: readonly Setting[] = [
  { path: `${OFFICE}.Common/Security/Scripting`, name: 'MacroSecurityLevel', value: 3 },
  { path: `${OFFICE}.Common/Security/Scripting`, name: 'DisableMacrosExecution', value: true },
  { path: `${OFFICE}.Common/Security/Scripting`, name: 'BlockUntrustedRefererLinks', value: true },
  { path: `${OFFICE}.Common/Misc`, name: 'FirstRun', value: false },
  { path: `${OFFICE}.Writer/Content/Update`, name: 'Link', value: 0 },
  { path: `${OFFICE}.Calc/Content/Update`, name: 'Link', value: 1 },
  { path: `${OFFICE}.Calc/Formula/Load`, name: 'OOXMLRecalcMode', value: 1 },
  { path: `${OFFICE}.Calc/Formula/Load`, name: 'ODFRecalcMode', value: 1 },
  ...['Writer', 'Calc', 'Impress'].map((program) => ({
    path: `${OFFICE}.${program}/Filter/Import/VBA`,
    name: 'Load',
    value: false,
  })),
  { path: '/org.openoffice.Inet/Settings', name: 'ooInetProxyType', value: 2 },
  { path: '/org.openoffice.Inet/Settings', name: 'ooInetNoProxy', value: '' },
  ...['HTTP', 'HTTPS', 'FTP'].flatMap((protocol) => [
    { path: '/org.openoffice.Inet/Settings', name: `ooInet${protocol}ProxyName`, value: NOWHERE.host },
    { path: '/org.openoffice.Inet/Settings', name: `ooInet${protocol}ProxyPort`, value: NOWHERE.port },
  ]),
]

/**
 * The folder of LibreOffice's profile for this process, made on first use. It lies among the process's temporary files
 * and is used again for the next document, which spares LibreOffice the making of its own.
 */
export async function officeProfile(): Promise<string> {
  const profile = join(tmpdir(), `libreoffice-profile-${process.pid}`)
  const settings = join(profile, 'user', 'registrymodifications.xcu')
  const isThere = await access(settings).then(
    () => true,
    () => false,
  )
  if (isThere) return profile
  await mkdir(join(profile, 'user'), { recursive: true, mode: 0o700 })
  await writeFile(`${settings}.new`, settingsFile())
  await rename(`${settings}.new`, settings)
  return profile
}

function settingsFile(): string {
  const items = SETTINGS.map(
    ({ path, name, value }) =>
      `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  )
  const names = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
  return `<?xml version="1.0" encoding="UTF-8"?>\n<oor:items ${names}>${items.join('\n')}</oor:items>\n`
}
