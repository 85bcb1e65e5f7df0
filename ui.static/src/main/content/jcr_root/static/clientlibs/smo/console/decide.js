import { ask } from './dialog.js';
import { option } from './fields.js';

/**
 * Asks what an action needs to know first; gives the fields to send, or null to leave it.
 *
 * @param options what the post's network lets choose
 */
export async function decide(action, post, say, options = []) {
  const question = questions(say, options)[action];
  const asked = typeof question === 'function' ? question(post) : question;
  return asked ? ask(say, asked) : {};
}

function questions(say, options) {
  return {
    cancel: { title: say('Cancel this post?'), text: say('It will not go out.'), go: say('Cancel') },
    reject: { title: say('Reject this post?'), text: say('It will not go out.'), go: say('Reject') },
    retract: { title: say('Take this post back?'), text: say('It is deleted on the network.'), go: say('Take back') },
    edit: (post) => {
      const out = post.state === 'SENT';
      const words = { name: 'text', label: say('Words'), lines: true, required: post.text !== '', value: post.text };
      return {
        title: out ? say('Change the words of this post?') : say('Change this post?'),
        text: out ? say('They change on the network, too.') : say('It has not gone out yet.'),
        go: say('Change'),
        fields: out ? [words] : [words, ...options.map((described) => option(say, described, post))],
      };
    },
    move: (post) => ({
      title: say('Another time for this post?'),
      text: say('Publishing the page again keeps it.'),
      go: say('Other time'),
      fields: [{
        name: 'when', label: say('Time'), required: true, value: post.when,
        hint: say('Such as now, after 2 hours, 2027-01-31 9:00 ({0}) or next free slot.', post.zone),
      }],
    }),
    again: (post) => (post.state !== 'CANCELLED' || post.attempts.length === 0 ? null : {
      title: say('Post this page again?'),
      text: say('It may be out already. Look at the network before you send it again.'),
      go: say('Post again'),
      fields: [{ name: 'confirm', label: say('I looked: it is not out.'), type: 'checkbox', required: true }],
    }),
    posted: {
      title: say('Mark this post as posted?'),
      go: say('Mark as posted'),
      fields: [{ name: 'permalink', label: say('Address of the post (optional)'), type: 'url' }],
    },
    retry: (post) => (post.permalink ? {
      title: say('Send this post again?'),
      text: say('Parts of it are out. Look at the network before you send it again.'),
      go: say('Send again'),
      fields: [{
        name: 'confirm',
        label: say('I looked'),
        required: true,
        choices: [
          { value: 'parts', label: say('They are there: send the rest.') },
          { value: 'true', label: say('Nothing of it is there: send all anew.') },
        ],
      }],
    } : post.state !== 'NEEDS_ATTENTION' ? null : {
      title: say('Send this post again?'),
      text: say('It may be out already. Look at the network before you send it again.'),
      go: say('Send again'),
      fields: [{ name: 'confirm', label: say('I looked: it is not out.'), type: 'checkbox', required: true }],
    }),
  };
}
