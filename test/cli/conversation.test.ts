import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Conversation } from '../../src/commands/conversation.ts';
import { Interruption } from '../../src/terraform/interruption.ts';

function given() {
  const stdin = new PassThrough();
  const interruption = new Interruption();
  let said = '';
  const output = { write: (text: string) => (said += text) };
  const conversation = new Conversation(stdin, output, interruption);
  return { stdin, interruption, output, conversation, said: () => said };
}

test('asks one question at a time, each right after what it is about', async () => {
  const { stdin, output, conversation, said } = given();
  const answers = ['a', 'b'].map((name) => conversation.ask(`${name}? `, () => output.write(`plan ${name}\n`)));
  await turn();
  expect(said()).toBe('plan a\na? ');
  stdin.write('yes\n');
  expect(await answers[0]).toBe('yes');
  await turn();
  expect(said()).toBe('plan a\na? plan b\nb? ');
  stdin.write(' no \n');
  expect(await answers[1]).toBe('no');
});

test('what others write waits while a question is open, in its order', async () => {
  const { stdin, output, conversation, said } = given();
  const aside = conversation.around(output);
  aside.write('before\n');
  const answer = conversation.ask('go on? ');
  await turn();
  aside.write('first\n');
  aside.write('second\n');
  expect(said()).toBe('before\ngo on? ');
  stdin.write('yes\n');
  await answer;
  expect(said()).toBe('before\ngo on? first\nsecond\n');
});

test('a signal is no answer to the open question, and the others are not asked', async () => {
  const { interruption, conversation, said } = given();
  const answers = Promise.all([conversation.ask('a? '), conversation.ask('b? ')]);
  await turn();
  interruption.receive('SIGINT');
  expect(await answers).toEqual(['', '']);
  expect(said()).toBe('a? ');
});
