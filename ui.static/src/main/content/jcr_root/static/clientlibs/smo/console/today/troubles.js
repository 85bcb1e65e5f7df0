const SENTENCES = {
  elsewhere: ['Nothing is sent from this installation.', 'Say there whether this one posts.', '#connections'],
  'catch-up': ['Nobody looks for pages whose events were lost.', 'The log of the server says why.', ''],
  stopped: ['Nothing goes out over this connection.', 'Set it right, and let its posts go.', '#connections'],
  failing: ['The network is not reached. It is tried again by itself.', 'Look at the connection.', '#connections'],
  paused: ['The network asks for a pause of a day or longer, so posts wait.', 'Look at the connection.', '#connections'],
  locked: ['A node of this installation lacks the key of this connection.', 'Look at the connection.', '#connections'],
  wrong: ['What is kept of this connection is wrong, so it is not used.', 'Enter it anew.', '#connections'],
};

/** What is broken, what to do about it, and where; who is no administrator can only ask one. */
export function troubleOf({ kind }, administrator) {
  const [what, todo, href] = SENTENCES[kind] || [kind, 'Look at the connection.', '#connections'];
  return administrator ? { what, todo, href } : { what, todo: 'An administrator can mend this.', href: '' };
}

/** All that this says, for those who translate. */
export const SAID = [...Object.values(SENTENCES).flatMap(([what, todo]) => [what, todo]), 'An administrator can mend this.'];
