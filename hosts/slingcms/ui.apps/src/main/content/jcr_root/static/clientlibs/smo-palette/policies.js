import { change } from './repository.js';

const GROUPS = 'availableComponentTypes';
export const SOCIAL = 'SMO';

/**
 * Adds our components to what a policy allows, or takes them away; done twice it changes nothing more.
 * The server patches the list, so what somebody else adds meanwhile stays; a single value it cannot patch.
 */
export function allow({ path, groups, plain }, wanted) {
  if (!plain) {
    return change(path, {
      [GROUPS]: (wanted ? '+' : '-') + SOCIAL, [`${GROUPS}@Patch`]: 'true', [`${GROUPS}@TypeHint`]: 'String[]',
    });
  }
  const others = groups.filter((group) => group !== SOCIAL);
  const list = wanted ? [...others, SOCIAL] : others;
  return change(path, list.length > 0
    ? { [GROUPS]: list, [`${GROUPS}@TypeHint`]: 'String[]' }
    : { [`${GROUPS}@Delete`]: 'true' });
}

/** The policy that an element stands for. */
export function policyOf({ dataset }) {
  return {
    path: dataset.cmpPolicy,
    groups: (dataset.cmpGroups || '').split(',').filter(Boolean),
    plain: 'cmpPlain' in dataset && dataset.cmpPlain !== 'false',
  };
}
