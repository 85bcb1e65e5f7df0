/** Sign, name and tone of each state; a state that is new here shows under its own name. */
export const STATES = {
  NEEDS_ATTENTION: ['!', 'Needs attention', 'bad'],
  FAILED: ['✕', 'Failed', 'bad'],
  HELD: ['‖', 'Held', 'wait'],
  AWAITING_APPROVAL: ['?', 'Awaiting approval', 'wait'],
  UNKNOWN: ['?', 'Answer lost', 'wait'],
  SENDING: ['↑', 'Sending', 'busy'],
  QUEUED: ['→', 'Queued', 'busy'],
  SCHEDULED: ['◷', 'Scheduled', 'busy'],
  PLANNED: ['○', 'Planned', 'busy'],
  SENT: ['✓', 'Sent', 'good'],
  SKIPPED: ['»', 'Skipped', 'calm'],
  REJECTED: ['⊘', 'Rejected', 'calm'],
  CANCELLED: ['–', 'Cancelled', 'calm'],
  RETRACTED: ['↩', 'Retracted', 'calm'],
};

/** Sign, name and tone of a state, whatever it is. */
export function stateOf(name) {
  return STATES[name] || ['·', name, 'calm'];
}
