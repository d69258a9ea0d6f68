import { type FleetCheck, rightHubs } from '../draft.ts';
import type { Problem } from '../problem.ts';
import type { ProfileEntry } from '../schema/profile.ts';
import type { Path, SourceFile } from '../source-file.ts';

/** The choices of a hub can be told apart and at most one of them is the default. */
export const checkProfileChoices: FleetCheck = (draft) =>
  draft.clusters
    .flatMap(rightHubs)
    .flatMap(({ source, value: { profiles } }) => [
      ...repeatedSlugs(source, ['profiles'], profiles),
      ...secondDefaults(source, profiles),
      ...profiles.flatMap((profile, index) => checkChoices(source, profile, ['profiles', index])),
    ]);

function repeatedSlugs(source: SourceFile, path: Path, choices: readonly { slug: string }[]): Problem[] {
  const slugs = choices.map(({ slug }) => slug);
  return slugs.flatMap((slug, index) => {
    if (slugs.indexOf(slug) === index) return [];
    return [source.problem([...path, index, 'slug'], { message: `slug ${slug} is taken`, remedy: 'choose another' })];
  });
}

function secondDefaults(source: SourceFile, profiles: readonly ProfileEntry[]): Problem[] {
  const first = profiles.findIndex((profile) => profile.default);
  return profiles.flatMap((profile, index) => {
    if (!profile.default || index === first) return [];
    const message = `profile ${profiles[first]?.slug} is the default already`;
    return [source.problem(['profiles', index, 'default'], { message, remedy: 'keep one default' })];
  });
}

function checkChoices(source: SourceFile, { image, images = [], sizes = [] }: ProfileEntry, path: Path): Problem[] {
  const problems = [
    ...repeatedSlugs(source, [...path, 'images'], images),
    ...repeatedSlugs(source, [...path, 'sizes'], sizes),
  ];
  if (image && images.length > 0) {
    const message = 'a profile has either one image or images to choose from';
    problems.push(source.problem([...path, 'image'], { message, remedy: 'remove image or images' }, 'key'));
  }
  return problems;
}
