import { Argument, type Command } from 'commander';
import { verb } from '../verb.ts';

/** What a shell and `man` know of the command: made from its definitions. */
export function shellVerbs(): Command[] {
  return [completionVerb(), manVerb()];
}

function completionVerb(): Command {
  return verb({
    name: 'completion',
    purpose: 'A completion script for your shell: every verb, option and choice.',
    examples: [
      'completion bash > ~/.local/share/bash-completion/completions/remit',
      'completion zsh > ~/.zfunc/_remit',
      'completion fish > ~/.config/fish/completions/remit.fish',
    ],
    exitCodes: [0, 2],
  })
    .addArgument(new Argument('<shell>', 'which one').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish') =>
      (await import('../shell-texts.ts')).printCompletion(shell),
    );
}

function manVerb(): Command {
  return verb({
    name: 'man',
    purpose: 'The manual page, as `man` reads it.',
    examples: ['man | man -l -', 'man > remit.1', 'man | groff -man -Tutf8 | less'],
    exitCodes: [0, 2],
  }).action(async () => (await import('../shell-texts.ts')).printManPage());
}
