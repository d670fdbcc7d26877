/**
 * First names that are common in England and Wales, from several communities. One of them alone
 * says nothing: it counts beside a place, school or date. Names that are also words are left out.
 */
export const firstNames = new Set(
  `aaliyah aaron abbie abdul abdullah abdi abi abigail adam adrian ahmed aidan aimee aiden aisha aishah aleksander
alesha alex alexander alexandra alfie alice alicia alisha alisa ali alina amara amber amelia amelie amina amir amira amy ana
andre andrea andreea andrew andrei aneesa angel angela aniya anita anna annabel anthony anya archie aria ariana arjun
arthur asha ashleigh ashley ava ayaan ayesha ayla bailey barnaby bartosz becky bella ben benjamin beth bethan bethany
billie billy bilal bobby bradley brandon brianna brooke bryony caitlin callum cameron cara carla carly casey cerys
chantelle charlie charlotte chelsea cheyenne chloe christian christopher ciara claire clara cody cole connor
corey courtney craig daisy damian damien dan daniel danielle danny darcey darcy darren dariusz david dawid declan
demi deshawn destiny dexter diana diego dmitri dominic dylan ebony ed edward eilidh eleanor elena eliza elizabeth ella elle
ellen ellie elliot elliott ellis elsie emily emma emmanuel erin esme ethan eva evan eve evie ezra faisal farah fatima
fatimah felix ffion finlay finley florence francesca frankie freddie freya gabriel gabriela gareth gemma
george georgia georgie georgina gethin hadiya haider hamza hana hanna hannah harley harper harriet harrison harry
haroon hasan hassan hayden heather henry hollie holly hugo hussain ibrahim imani imogen imran ioana isaac isabel
isabella isabelle isaiah isla ismail ivan izzy jack jackson jacob jade jaden jai jaime jake jakub james jamie jamal jamila
jana jane jared jasmin jasmine jason jaxon jay jayden jayla jazmin jed jenna jennifer jess jesse jessica jessie jodie
joe joel john jonah jonathan jordan joseph josh joshua josie jude julia julian junaid kacey kacper kai kaitlyn kamran kara
karen karim karolina katie katherine katy kayden kayla kayleigh keanu keira keiran kelly kelsey kenzie kevin khadija khalid
kiera kieran kimberley kirsty kofi krystian kwame kyle kyra kyran lacey laila lara latoya laura lauren layla leah leanne lee
leila leo leon leona levi lewis lexi liam libby lily lilly linda lisa logan lola louis louise lucas lucy luca luke lydia
lynne macey mackenzie maddie maddison madison maisie malachi malik mara marcel marcus maria mariam maryam marley marta martha
martin mary mason mateo matilda matthew maya meg megan mehmet mercy mia michael michal mikey mila millie milo mohamed
mohammad mohammed molly morgan muhammad musa mustafa mya nadia nadine naomi natalie natasha nathan nathaniel neha niamh nia
nicola nicole nikita nina noah nyah olamide olivia oliver oliwia ollie omar oscar osman owen patryk paul paige patrick
petra phoebe piotr poppy priya rachel rafael rahim rania rashid raheem rebecca reece reggie rhian rhiannon rhys
riley rio robbie robert robyn roisin roman ronnie rory rosie ross rowan roxanne ruby rukhsana ryan sabrina sadia safa
saffron sahra saira salma sam samantha samira samuel sana sanjay sara sarah scarlett scott sean sebastian selina seren
shabana shania shannon shaun shelby shola siobhan sofia sonia sophia sophie stacey stefan stella stephanie stephen steven
stuart sumaya summer suraj susan syed sylvia szymon tahir talia tamara tamika tania tanisha tara tariq tayla taylor teagan
teresa tess theo thomas tia tiana tiffany tilly toby tom tommy tracey tristan tyler tyrese tyrone umar uzma vanessa victor
victoria vikram violet viktor wayne weronika wiktoria will william xander yasmin yasmine yousef yusuf zac zach zachary
zahra zain zainab zak zara zayn zeynep zoe zofia zuzanna`.split(/\s+/),
);
