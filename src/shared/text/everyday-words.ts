/**
 * Words that stand in nearly any text about practice, or in any English: as a name for one concept
 * they would make a search for them find everything else.
 */
const everyday = new Set(
  `able access account across act action activity add address adult adults advice age agencies agency ago agree aim air
allow alone also always amount annual answer apply approach area areas around art ask assess assessment attend aware away
baby back bad bag base basic bed begin behaviour believe best better big bill bit black blue board body book boy boys break
bring brother build building bus business buy call came camp capacity car card care carer carers case cases cash cause change
chapter charge check child children choice church city class clear clinic close club coach cold college come community company
complete concern concerns condition consider contact control cost council country county course court cover crime culture cut
data date daughter day days deal death decide decision deep department detail develop did die different difficult direct
district doctor document dog door down draft dress drink drive driver drivers drop drug drugs due duty early easy eat education effect
effective email end enough enter environment event evidence example experience eye face fact fail fair fall families family
far fast father fear feel feeling few field fight figure file find finding findings fine finish fire first fit five floor
follow food foot force form found four free friend friends front full fun fund future game garden gave general gift girl girls give go
goal good government great green ground group groups grow guidance guide hair half hand hands happen happy hard harm head health
hear heart help here hide high history hit hold hold holiday home homes hospital hot hotel hotels hour house housing human
idea impact important improve include information inside inspection interview involve issue issues item job join judge just keep key kid kids
kill kind know knowledge known label lack land language large last late law lead leader learn learning leave led left legal less lesson
lessons let letter level life light like limit line lines link list listen little live lives living local long look lost lot love low
made main make man manage manager many mark market may meal mean measure meet meeting member memory men mental message method
middle mind minor minute miss missing mix mobile model money month months more morning most mother move much music name nation national
near need needs network never new news next night no normal north note notes nothing notice now number nurse offer office
officer officers often old open order organisation other out outcome outcomes outside over own page paper parent parents park part
partner partners partnership party pass past path pattern pay peer peers people performance period permission person personal phone phones photo
picture piece place places plan plans play point points police policy poor positive possible post power practice prepare present press
price prison private problem process product professional professionals programme progress project protect provide public pull push put
quality question quick quiet race rate reach read reading ready real reason receive recent record records red reduce refer referral
referrals relationship relationships report reports request research response rest result return review reviews rich ride right rights ring risk
risks road role room round rule run safe safeguarding safety sale same save say school schools screen search season seat second section
see seek sell send sense serious serve service services set sex share shop short should show side sign significant simple sister site
six size skill sleep small social some son sort sound source south space speak special staff stage stand standard start
state station stay step stop story strategy street strong student study support sure system table take talk target task taxi
taxis teach teacher teachers team teams teen teenager tell term test text thing things think third three time times today together told tool
top total touch town track trade train training travel treat tree trip true trust try turn two type understand unit university urgent use user
value various vehicle very view views violence visit voice wait walk wall want war warm watch water way ways weapon week weeks
well west white whole wide wife win window woman women wood word words work worker workers world worry write wrong year years
yes young youth zone`.split(/\s+/),
);

/** Whether a folded word says too little to be a name of its own. */
export const isEverydayWord = (folded: string): boolean => everyday.has(folded);
