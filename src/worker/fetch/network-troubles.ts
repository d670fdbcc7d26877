import type { SourceFailure } from '#shared/errors.ts';

/** Hosts in a row that fail alike before the network is at fault rather than they. */
const hostsInARow = 3;

const codeOf = ({ cause }: SourceFailure): string =>
  cause instanceof Error ? String((cause as { code?: string }).code ?? '') : '';

/** An authority that signs what passes through a network, and is known only there. */
const unknownAuthority =
  /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE))$/;
const noNetwork = /^(ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

const missingAuthority =
  'Certificates are signed by an authority that this machine does not know, whichever address is asked. If your network looks into encrypted connections, name the file with its certificate in NODE_EXTRA_CA_CERTS.';
const noAddress = 'No address can be reached. Is this machine on the network?';
const missingProxy =
  'If yours reaches the internet through a proxy, give its address in HTTPS_PROXY.';

/** Notes a host, and says whether there are enough of them now. */
const isInARow = (hosts: Set<string>, host: string): boolean => hosts.add(host).size >= hostsInARow;

export interface NetworkTroubles {
  /** An answer was had of this host. */
  worked(): void;
  failed(host: string, failure: SourceFailure): void;
}

/**
 * Faults that lie with the network that Skylark runs in are told once, with the setting that may be
 * missing, not once for every source that they keep from being read.
 *
 * @param given.proxy whether the settings have a proxy
 * @param given.tell is given a sentence for whoever runs this
 */
export function openNetworkTroubles(given: {
  proxy: boolean;
  tell: (sentence: string) => void;
}): NetworkTroubles {
  const told = new Set<string>();
  const unfound = new Set<string>();
  const untrusted = new Set<string>();
  const tellOnce = (trouble: string, sentence: string) => {
    if (told.has(trouble)) return;
    told.add(trouble);
    given.tell(sentence);
  };
  return {
    worked() {
      unfound.clear();
      untrusted.clear();
      // What comes again after it was over is told again.
      told.delete('proxy');
      told.delete('network');
    },
    failed(host, failure) {
      const code = codeOf(failure);
      if (failure.message.startsWith('The proxy ') && failure.reason === 'unreachable') {
        tellOnce('proxy', `${failure.message} Nothing that needs it is fetched until it answers.`);
      } else if (unknownAuthority.test(code)) {
        if (isInARow(untrusted, host)) tellOnce('authority', missingAuthority);
      } else if (noNetwork.test(code) && isInARow(unfound, host)) {
        tellOnce('network', given.proxy ? noAddress : `${noAddress} ${missingProxy}`);
      }
    },
  };
}
