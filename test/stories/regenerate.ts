import { writeExpectedOutbox } from './expected-outbox.ts';
import { shippedNights, shippedStories } from './story.ts';
import { runStory } from './story-runner.ts';

// Writes the expected bytes anew: `node test/stories/regenerate.ts [NAME…]`. The amounts in story.json are worked out
// by hand and stay; review the difference before it is committed.
const names = process.argv.slice(2);
const stories = [...shippedStories(), shippedNights()];
for (const story of stories) {
  if (names.length > 0 && !names.includes(story.name)) continue;
  const run = await runStory(story);
  writeExpectedOutbox(story, run.outbox);
  run.remove();
  process.stdout.write(`${story.name}: ${run.outbox.size} files\n`);
}
