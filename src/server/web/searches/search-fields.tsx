import type { FC } from 'hono/jsx';
import { messageFor, type Problem } from '../../request/forms.ts';
import { Radios } from '../components/choices.tsx';
import { TextInput } from '../components/text-input.tsx';

export const AlertChoice: FC<{ value: string; canMail: boolean }> = ({ value, canMail }) => (
  <Radios
    name="alert"
    label="Mail me what is new for it"
    hint={canMail ? undefined : 'No mail server is set up, so nothing is sent until there is one.'}
    value={value}
    items={[
      { value: 'none', text: 'Never' },
      { value: 'at-once', text: 'At once', hint: 'Within minutes of a publication being read.' },
      { value: 'weekly', text: 'Weekly', hint: 'On Mondays at 7am. Nothing new, no mail.' },
    ]}
  />
);

export const SharingChoice: FC<{ isShared: boolean }> = ({ isShared }) => (
  <Radios
    name="sharing"
    label="Who sees it"
    value={isShared ? 'shared' : 'private'}
    items={[
      { value: 'private', text: 'Only me' },
      {
        value: 'shared',
        text: 'Everybody who signs in',
        hint: 'Others can open it and have what is new mailed to them. Coordinators can change it.',
      },
    ]}
  />
);

export const NameField: FC<{ value: string | undefined; problems: Problem[] }> = ({
  value,
  problems,
}) => (
  <TextInput
    name="name"
    label="Name"
    value={value}
    problem={messageFor(problems, 'name')}
    width="govuk-input--width-30"
  />
);
