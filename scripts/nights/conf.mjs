// The configuration of a night: one amanda.conf for all kinds, with other values where the kind asks for them.
import { CONFIG } from './names.mjs';

/**
 * @param values top-level parameters that differ, undefined takes a line away
 * @param options.tape    lines of the tapetype
 * @param options.holding lines of the holding disk, or false for none
 * @param options.global  lines of the dumptype that all others inherit
 * @param options.more    further blocks
 */
export function amandaConf(values = {}, options = {}) {
  const lines = {
    org: `"${CONFIG}"`,
    mailto: '""',
    dumpuser: '"backup"',
    dumpcycle: '2 days',
    runspercycle: '2',
    tapecycle: '4 tapes',
    runtapes: '1',
    reserve: '0',
    etimeout: '3',
    ctimeout: '3',
    dtimeout: '60',
    inparallel: '4',
    netusage: '80000 kbps',
    infofile: `"/var/lib/amanda/${CONFIG}/curinfo"`,
    logdir: `"/var/log/amanda/${CONFIG}"`,
    indexdir: `"/var/lib/amanda/${CONFIG}/index"`,
    tapelist: `"/etc/amanda/${CONFIG}/tapelist"`,
    tpchanger: '"chg-disk:/var/lib/amanda/vtapes"',
    tapetype: 'HARDDISK',
    labelstr: `"^${CONFIG}-[0-9][0-9]*$"`,
    autolabel: `"${CONFIG}-%%" any`,
    ...values,
  };
  const top = Object.entries(lines).filter(([, value]) => value !== undefined);
  const { tape = 'length 100 mbytes', holding = 'use 100 mbytes', global = '', more = '' } = options;
  const indent = (text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => `    ${line}\n`)
      .join('');
  return `${top.map(([name, value]) => `${name} ${value}\n`).join('')}
define tapetype HARDDISK {
${indent(tape)}}
${holding === false ? '' : `holdingdisk hd1 {\n    directory "/var/lib/amanda/holding"\n${indent(holding)}}\n`}
define application-tool app_amgtar {
    plugin "amgtar"
}
define dumptype global {
    program "GNUTAR"
    index yes
    compress none
${indent(global)}}
define dumptype user-tar {
    global
}
define dumptype app-tar {
    global
    program "APPLICATION"
    application "app_amgtar"
}
define dumptype udp-tar {
    global
    auth "bsd"
}
define dumptype calc-tar {
    global
    estimate calcsize
}
define dumptype server-tar {
    global
    estimate server
}
define dumptype direct-tar {
    global
    holdingdisk never
}
${more}`;
}
