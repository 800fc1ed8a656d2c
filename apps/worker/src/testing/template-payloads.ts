/** Writes to the canary where Jinja, a lookup or a shell takes hold of it. */
const EXPRESSIONS = (canary: string): string[] => [
  `lookup('pipe','touch ${canary}')`,
  `lookup("pipe","touch ${canary}")`,
  `lookup('ansible.builtin.pipe','touch ${canary}')`,
  `query('pipe','touch ${canary}')`,
  `q('pipe','touch ${canary}')`,
  `lookup('file','/etc/passwd')`,
  `lookup('env','ETLAAS_SCRIPTS')`,
  `lookup('url','http://127.0.0.1:1/')`,
  `lookup('lines','touch ${canary}')`,
  `lookup('template','/etc/passwd')`,
  `''.__class__.__mro__[1].__subclasses__()`,
  `cycler.__init__.__globals__.os.popen('touch ${canary}').read()`,
  `self.__init__.__globals__.__builtins__.__import__('os').system('touch ${canary}')`,
  `hostvars`,
  `vars`,
  `environment`,
  `ansible_become_user`,
  `7*7`,
  `'a' * 100000000`,
  `range(1000000000)|list`,
  `omit`,
  `undefined_variable`,
  `undefined_variable|mandatory`,
  `'x'|map('nosuchfilter')`,
];

const WRAPPINGS: ((expression: string) => string)[] = [
  (text) => `{{ ${text} }}`,
  (text) => `{{${text}}}`,
  (text) => `{{- ${text} -}}`,
  (text) => `x{{ ${text} }}y`,
  (text) => `{% set a = ${text} %}{{ a }}`,
  (text) => `{% if ${text} %}1{% endif %}`,
  (text) => `{# ${text} #}`,
  (text) => `!unsafe {{ ${text} }}`,
  (text) => `{"__ansible_unsafe":"{{ ${text} }}"}`,
  (text) => `#jinja2: variable_start_string:'[['\\n[[ ${text} ]]`,
  (text) => text,
];

/** What is no template, but would be something to a shell, to YAML or to JSON. */
const OTHERS = (canary: string): string[] => [
  `$(touch ${canary})`,
  `\`touch ${canary}\``,
  `; touch ${canary}`,
  `' ; touch ${canary} ; '`,
  `" ; touch ${canary} ; "`,
  `| touch ${canary}`,
  `& touch ${canary}`,
  `!!python/object/apply:os.system ['touch ${canary}']`,
  `- hosts: all`,
  `{"is_last": true}`,
  `*script`,
  `&anchor x`,
  `%(directory)s`,
  `~root/$HOME/*`,
  `-o ProxyCommand=touch`,
  `\\u007b\\u007b 7*7 \\u007d\\u007d`,
  `&#123;&#123; 7*7 &#125;&#125;`,
];

/** Printable ASCII, hundreds of them; each that takes effect leaves the file `canary`. */
export const templatePayloads = (canary: string): string[] => [
  ...WRAPPINGS.flatMap((wrap) => EXPRESSIONS(canary).map(wrap)),
  ...OTHERS(canary),
];
