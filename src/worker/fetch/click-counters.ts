/**
 * Services that count who follows a link of a mail, by the hosts of their links: Mailchimp,
 * GovDelivery, SendGrid, HubSpot, and what guards mailboxes. Whole hosts that do nothing else; such
 * as have pages of their own are not here.
 */
const hosts =
  /(?:^|\.)(?:list-manage\d?\.com|mandrillapp\.com|links(?:-\d+)?\.govdelivery\.com|lnks\.gd|ct\.sendgrid\.net|hubspotlinks\.com|sidekickopen\d*\.com|createsend\d*\.com|cmail\d+\.com|rs6\.net|awstrack\.me|trackedlink\.net|mjt\.lu|pstmrk\.it|convertkit-mail\d*\.com|klclick\d*\.com|customeriomail\.com|exct\.net|click\.mlsend\.com|mkt\.dynamics\.com|svc\.dynamics\.com|protect(?:-\w+)?\.mimecast\.com|mimecastprotect\.com|safelinks\.protection\.outlook\.com|urldefense\.(?:com|us)|urldefense\.proofpoint\.com|linkprotect\.cudasvc\.com|emlnk\d*\.com|acemlnc\.com|sendib[mt]\d+\.com|link\.mail\.beehiiv\.com|email\.mg\.\S+|bit\.ly|ow\.ly|t\.co|tinyurl\.com|lnkd\.in|buff\.ly|eepurl\.com|newzapp\.co\.uk|vuturevx\.com|msgfocus\.com)$/i;

/** Whether an address is one that only leads on to another, and counts who comes by. */
export const isClickCounter = ({ hostname }: URL): boolean => hosts.test(hostname);
