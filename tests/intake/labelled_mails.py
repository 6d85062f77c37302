"""Mails that belong to nothing yet, as they arrive at a facility: which of them ask for help, and which do not."""

from typing import NamedTuple


class Labelled(NamedTuple):
    """What somebody wrote, and what it is."""

    what: str
    subject: str
    text: str


REQUESTS = (
    Labelled(
        "ministry, English",
        "Technical assistance on social health insurance",
        """Dear Sir or Madam,

The Ministry of Health of Kenya is preparing the extension of social health insurance to informal workers and
would be grateful for the support of two experts for about ten working days in May 2026. We need advice on the
collection of contributions and on the benefit package.

Kind regards,
Wanjiru Kamau""",
    ),
    Labelled(
        "short, English",
        "Pension reform",
        """Hello, we are the pension fund of Zambia. Could you send an actuary to help us with the valuation of the
fund in June? Regards, Mutale""",
    ),
    Labelled(
        "agency, polite roundabout English",
        "Cooperation",
        """Dear colleagues, further to the visit of your delegation, the National Social Protection Agency wonders
whether a peer from a European administration might come to Dhaka and share how a single registry of beneficiaries
of cash transfers is built and run. Our team would be ready from April onwards.""",
    ),
    Labelled(
        "union, English",
        "Domestic workers",
        """We are a trade union of domestic workers. Our members have no social security. We would like somebody to
train our negotiators on social protection for informal workers, for five days, in English, this autumn.""",
    ),
    Labelled(
        "asks for a study visit",
        "Labour inspection",
        """The labour inspectorate would like to organise, with your facility, a training of inspectors in occupational
safety and health. Two trainers for one week would be enough. We propose October 2026.""",
    ),
    Labelled(
        "forwarded by an embassy",
        "Fwd: letter of the Minister",
        """Please find below a letter in which the Minister of Labour of Lesotho asks for technical support with the
design of an unemployment insurance scheme. She hopes for a mission of two experts in the second quarter.""",
    ),
    Labelled(
        "ministry, French",
        "Demande d'appui technique",
        """Madame, Monsieur,

Le Ministère de la Fonction publique du Togo sollicite un appui pour la réforme du régime de retraite des
fonctionnaires. Nous souhaitons accueillir deux experts pendant deux semaines, de préférence en mars.

Veuillez agréer nos salutations distinguées.""",
    ),
    Labelled(
        "short, French",
        "Assurance maladie",
        """Bonjour, la CNAM aurait besoin d'un spécialiste de l'assurance maladie universelle pour revoir le panier de
soins. Est-ce possible en juin ? Merci d'avance.""",
    ),
    Labelled(
        "French without the word request",
        "Formation des inspecteurs",
        """Nous voudrions former vingt inspecteurs du travail aux risques professionnels. Votre facilité pourrait-elle
envoyer des formateurs pendant cinq jours à Cotonou, à partir du 4 mai ?""",
    ),
    Labelled(
        "French, statistics",
        "Suivi-évaluation",
        """L'Institut national de la statistique du Sénégal souhaite renforcer le suivi et l'évaluation de la stratégie de
protection sociale. Un accompagnement de dix jours en septembre nous serait très utile.""",
    ),
    Labelled(
        "ministry, Spanish",
        "Solicitud de asistencia técnica",
        """Estimados señores: el Ministerio de Desarrollo Social del Paraguay solicita asistencia técnica para el diseño
de un sistema de cuidados de larga duración. Necesitamos dos expertos durante diez días en abril de 2026.""",
    ),
    Labelled(
        "short, Spanish",
        "Pensiones no contributivas",
        """Buenos días. Somos el instituto de pensiones de Bolivia y quisiéramos contar con un experto que nos ayude a
revisar la pensión no contributiva. ¿Sería posible en mayo? Gracias.""",
    ),
    Labelled(
        "Spanish, training",
        "Diálogo social",
        """La central sindical de Colombia desea capacitar a sus dirigentes en protección social para trabajadores
informales. Pedimos una misión de una semana en septiembre, en español.""",
    ),
    Labelled(
        "ministry, Portuguese",
        "Pedido de assistência técnica",
        """Exmos. Senhores, o Ministério do Género, Criança e Acção Social de Moçambique vem por este meio pedir apoio
técnico para o sistema de pagamentos das transferências monetárias. Precisamos de dois peritos durante dez dias.""",
    ),
    Labelled(
        "short, Portuguese",
        "Segurança social",
        """Boa tarde, o INSS de Angola gostaria de receber um especialista em segurança social para formar a equipa de
cobrança de contribuições. Seria possível em outubro? Obrigado.""",
    ),
    Labelled(
        "Portuguese of Brazil",
        "Cadastro único",
        """Prezados, a Secretaria de Assistência Social solicita a cooperação de especialistas para aprimorar o cadastro
social e o programa de transferência de renda. A missão poderia durar duas semanas em agosto.""",
    ),
)

OTHERS = (
    Labelled(
        "newsletter of a network",
        "Social Protection Weekly: 12 new publications",
        """This week in social protection: a new report on pensions in Asia, training opportunities, and our experts'
blog on cash transfers.

Read more: https://news.example/weekly
You receive this newsletter because you subscribed. Unsubscribe | Manage preferences | View in browser""",
    ),
    Labelled(
        "newsletter, French",
        "La lettre de la protection sociale n° 48",
        """Au sommaire : les retraites en Europe, un appui aux caisses d'assurance maladie, l'avis de nos experts.

Pour vous désabonner de cette lettre d'information, cliquez ici.""",
    ),
    Labelled(
        "newsletter, Spanish",
        "Boletín de noticias sobre pensiones",
        """Novedades: reforma de las pensiones, capacitación en línea para expertos, apoyo a las familias.

Si no desea recibir este boletín, puede darse de baja aquí. Ver en el navegador.""",
    ),
    Labelled(
        "call for papers",
        "Call for papers: conference on social security",
        """We invite experts to submit abstracts for the 9th conference on social security and pensions in Lisbon. The
deadline for submissions is 31 March. Registration fee: EUR 300. Early bird until 1 February.""",
    ),
    Labelled(
        "webinar invitation",
        "Webinar: the future of pension systems",
        """Join our free webinar on the future of pension systems with leading experts. Register now to save your seat.
Can't make it? Register anyway and we will send you the recording. Unsubscribe""",
    ),
    Labelled(
        "thank-you note, English",
        "Thank you",
        """Dear Claire, thank you so much for the excellent support during the mission on pension reform. The experts were
wonderful and the Minister was delighted with the training. Please give them our warmest regards.""",
    ),
    Labelled(
        "thank-you note, French",
        "Remerciements",
        """Chère Madame, je tiens à vous remercier chaleureusement pour l'appui des deux experts sur l'assurance maladie.
La formation a été très appréciée par toute notre équipe. Bien cordialement.""",
    ),
    Labelled(
        "thank-you note, Spanish",
        "Agradecimiento",
        """Estimada Ana: muchas gracias por el apoyo de los expertos en la reforma de las pensiones. La capacitación fue
un éxito y el equipo quedó muy agradecido. Un cordial saludo.""",
    ),
    Labelled(
        "thank-you note, Portuguese",
        "Agradecimento",
        """Cara Rita, muito obrigado pelo apoio dos peritos na área das pensões. A formação correu muito bem e toda a equipa
ficou agradecida. Com os melhores cumprimentos.""",
    ),
    Labelled(
        "season's greetings",
        "Season's greetings",
        """Dear partners, we wish you and your experts a peaceful holiday season and look forward to working with you on
social protection in the new year. Our office is closed until 5 January.""",
    ),
    Labelled(
        "job application, English",
        "Application for the roster",
        """Dear Sir or Madam, I am an expert in pensions with 20 years of experience in technical assistance and I would like
to apply to join your roster of experts. Please find attached my curriculum vitae and cover letter.""",
    ),
    Labelled(
        "job application, French",
        "Candidature",
        """Madame, Monsieur, expert en assurance maladie, je souhaite vous présenter ma candidature pour vos missions d'appui.
Vous trouverez ci-joint mon curriculum vitae ainsi qu'une lettre de motivation.""",
    ),
    Labelled(
        "job application, Spanish",
        "Envío de currículum",
        """Estimados señores: soy experta en pensiones con quince años de experiencia en asistencia técnica y deseo postularme
a sus misiones. Adjunto mi hoja de vida y quedo a la espera de sus noticias.""",
    ),
    Labelled(
        "job application, Portuguese",
        "Candidatura espontânea",
        """Exmos. Senhores, sou perito em segurança social e gostaria de me candidatar às vossas missões. Junto envio o meu
curriculum vitae e a carta de motivação.""",
    ),
    Labelled(
        "asks for an internship",
        "Internship",
        """Hello, I am a master student in social policy and I am looking for an internship in a project on social protection
from March to August. I can support your experts with research. My CV is attached.""",
    ),
    Labelled(
        "invoice, English",
        "Invoice 2026-0117",
        """Please find attached invoice no. 2026-0117 for the training room used by your experts on social protection,
12-16 January. Amount due: EUR 1,240.00. Payment terms: 30 days. Bank details: IBAN PT50 0000 0000.""",
    ),
    Labelled(
        "invoice, French",
        "Facture n° 88",
        """Veuillez trouver ci-joint la facture n° 88 relative à la mission d'appui sur les pensions. Montant : 2 300 €
TTC, payable à trente jours par virement. Notre IBAN figure au bas de la facture.""",
    ),
    Labelled(
        "payment question of an expert",
        "Reimbursement",
        """Dear colleagues, I have not yet received the reimbursement of my flight for the mission on pensions in Lomé.
The boarding passes were sent on 3 December. Could you check when the payment will be made?""",
    ),
    Labelled(
        "spam, loan",
        "Urgent loan offer",
        """Do you need financial assistance? We offer loans at 2% interest for pensions, business and private support.
Contact us today with your bank account number. No request is refused! Click here to claim your funds.""",
    ),
    Labelled(
        "spam, inheritance",
        "Confidential",
        """Dear Friend, I am the lawyer of a late contributor of the pension fund who left USD 12,500,000.00. I need your
assistance to transfer this money as next of kin. Please send your bank details in strict confidence.""",
    ),
    Labelled(
        "spam, search engines",
        "Your website",
        """Hello, our experts can bring your website about social protection to page one of Google. We offer SEO support
and a free audit. Reply today for a special discount of 30 %.""",
    ),
    Labelled(
        "software vendor",
        "Demo of our pension administration platform",
        """Hi there, our award-winning platform for pension administration is used by 40 institutions. I would love to
schedule a 20-minute call to show you a demo and discuss how our solution can support you. Book a slot here.""",
    ),
    Labelled(
        "press question",
        "Interview",
        """I am a journalist with a daily newspaper and write about pension systems in West Africa. Could I interview one of
your experts by telephone this week? My deadline is Thursday evening.""",
    ),
    Labelled(
        "confirmation of a meeting",
        "Meeting on Tuesday",
        """Dear Olga, I confirm our meeting on Tuesday at 10.00 about the programme on social protection. Ms Diallo will join
us. We look forward to the exchange with your team.""",
    ),
    Labelled("greeting", "Hello", "Hello, is anybody there? I saw your address on a poster. Regards, Sam"),
    Labelled("nothing", "", ""),
    Labelled(
        "meal",
        "Lunch",
        """The canteen will be closed next Monday and Tuesday because of works in the kitchen. Sandwiches can be ordered
until ten o'clock. We apologise for the inconvenience and thank you for your patience.""",
    ),
)

MORE_REQUESTS = (
    """Dear Claire, thank you for the excellent mission last year. Following its recommendations, the Ministry
would now like to go further: could you send two experts on disability assessment for two weeks in
September?""",
    """I am writing on behalf of the Social Security Board of Belize. Our actuarial valuation is due and we lack
in-house capacity. An actuary for three weeks from 4 May would solve our problem. English is spoken.""",
    """The Department of Labour is drafting a bill on minimum wages and collective bargaining. Please advise
whether peers from labour ministries can review the draft with us, ideally on site for a week in June 2026.""",
    """Objet : mission d'expertise. Dans le cadre de la mise en oeuvre du registre social unique, nous avons
l'honneur de vous saisir afin de bénéficier de l'expertise de votre facilité pendant quinze jours au
deuxième trimestre.""",
    """Bonjour Monsieur, la direction de la protection sociale de Madagascar est intéressée par un échange entre
pairs sur les filets sociaux. Deux personnes, une semaine en mai, à Antananarivo. Que faut-il faire ?""",
    """Estimada Sra.: en nombre del Instituto de Seguridad Social le escribo para pedir el apoyo de su programa en
materia de inspección del trabajo. Nos interesa una misión corta de dos personas en marzo.""",
    """Reciban un cordial saludo. Agradecemos su valioso apoyo anterior. En esta ocasión requerimos acompañamiento
para diseñar el seguro de desempleo; pensamos en dos especialistas durante ocho días.""",
    """Exma. Senhora, a Direcção Nacional do Trabalho pretende rever o regime de pensões e solicita dois peritos
por duas semanas, em Maputo, a partir de 1 de Junho. Com os melhores cumprimentos.""",
    """Olá, trabalhamos com crianças em São Tomé. Queríamos saber se podem apoiar-nos a desenhar um abono para
famílias pobres. Seriam precisos um ou dois peritos durante dez dias em julho. Obrigada!""",
    """We'd be glad to host two peers who know how to run a health insurance fund. Ten days, Phnom Penh, February.
Is that something your facility does? Best, Sophea""",
    """Nous sollicitons votre appui pour la digitalisation des paiements de la CNSS. Les prestataires doivent
envoyer leurs factures par IBAN et les bénéficiaires cliquent sur un lien ; nous voudrions revoir ce
processus avec deux experts.""",
    """To whom it may concern. Our institution administers maternity and sickness benefits in Malawi and plans a
new claims process. We are hoping for a peer from a similar institution to work beside our staff for eight
days after Easter.""",
    """Good morning. Following our call, the Government of Cabo Verde confirms its interest in a review of the
targeting of social assistance. Ideally two people, one of them a statistician, for 12 days in November.""",
    """Madame la Coordinatrice, la Direction générale de la protection sociale vous saisit en vue d'un appui à
l'élaboration de la politique nationale en faveur des personnes handicapées. La mission durerait dix jours.""",
    """Buenas tardes: la Superintendencia de Pensiones quiere actualizar sus tablas de mortalidad. ¿Cuentan ustedes
con actuarios que puedan venir una semana a Santiago? Saludos, Rodrigo""",
    """Prezada equipa, no âmbito da revisão da lei da segurança social obrigatória, o Ministério do Trabalho da
Guiné-Bissau agradeceria a colaboração de juristas europeus no terceiro trimestre, em Bissau.""",
    """The Employment Service of Georgia has little experience with active labour market policies for young people.
Who could show us how it is done elsewhere? We have time in the first half of October.""",
    """Nous aimerions savoir si vous pouvez nous aider à mettre en place des allocations familiales pour les
travailleurs de l'économie informelle. Notre équipe parle français. Merci !""",
    """El Ministerio de Salud está interesado en conocer experiencias europeas de aseguramiento universal.
Proponemos un intercambio de cinco días, virtual o en Quito, antes de julio.""",
)

MORE_OTHERS = (
    """Dear team, I hope this finds you well. We would like to invite you to the regional forum on pensions in
Nairobi on 3 March. Please confirm attendance by Friday. A light lunch will be served to all participants.""",
    """Please find attached the final report of the mission on social pensions. I would be grateful if you could
confirm receipt. The annexes follow tomorrow. Kind regards, Ines Duarte""",
    """Cher collègue, veuillez trouver ci-joint le rapport de mission sur l'assurance maladie. Je reste à votre
disposition pour toute question. Bien à vous, Luc Martin, expert""",
    """Hola, ¿me podrían decir cuándo pagan mi pensión? Vivo en Sevilla y no he recibido nada este mes. Mi número
es el 12345. Gracias por su ayuda, Carmen""",
    """Could you please remove me from your mailing list? I have retired from the pension fund and no longer use
this address. Thanks in advance, and all the best to the team.""",
    """Bonjour, je suis étudiante et j'écris un mémoire sur la protection sociale au Bénin. Pourriez-vous m'envoyer
des documents et des statistiques sur vos missions ? Merci beaucoup.""",
    """Our company provides interpreters for conferences and missions in 40 languages. We would like to offer you
our services at competitive prices for your experts. Please ask for a quotation.""",
    """Segue em anexo a fatura referente ao seminário sobre pensões realizado em Lisboa. Agradecemos o pagamento
por transferência bancária no prazo de trinta dias. Atentamente, Hotel Central""",
    """Your mailbox is almost full. To continue receiving messages about your pension and support requests you need
to verify your password within 24 hours. Technical support team""",
    """Your parcel could not be delivered. We need your address and a small fee of 1.99. Confirm here:
http://parcel.example/x . This request expires today. Customer support experts""",
    """Dear Olga, just to let you know that my train arrives at 14.20 on Monday, so I shall be at the ministry by
three. See you at the kick-off meeting about pension statistics. Ines""",
    """Bonjour Olga, je confirme ma disponibilité pour la mission au Togo du 9 au 20 mars. Merci de m'indiquer
l'hôtel et le contact sur place. Bien cordialement, Luc""",
    """Out of curiosity: is it true that the retirement age in Portugal is going up again next year? My cousin says
so and I cannot find it anywhere on the internet. Thanks, Bob""",
    """Save the date! The annual assembly of the association of social security institutions takes place on 7-9
October in Tunis. Programme and hotel list will follow in June. We look forward to seeing you.""",
    """Hallo, wir sind ein Übersetzungsbüro aus Köln und übersetzen seit 20 Jahren Texte zur Sozialversicherung.
Dürfen wir Ihnen ein Angebot machen? Viele Grüße, Anja Braun""",
    """Estimados, les comparto el enlace a la grabación del taller sobre cuidados de larga duración del pasado
martes. Fue un gusto verlos a todos. Un abrazo, Marta""",
)

FRESH_REQUESTS = (
    """Good afternoon, I write from the Social Insurance Fund of Tanzania about work accidents. We have no
experience in assessing permanent disability and look for colleagues from Europe who would explain their
tables to our doctors. One week in Dodoma would do.""",
    """Dear Facility, please consider this application of the Department of Social Welfare of Namibia: review of
the grant for children, two experts, 15 working days, window July to August 2026, English.""",
    """Bonjour, nous préparons une loi sur le travail domestique. L'idéal serait de pouvoir compter sur un juriste
et un ancien inspecteur du travail, une dizaine de jours, avant la fin de l'année.""",
    """Monsieur le Directeur, j'ai l'honneur de solliciter, au nom du Gouvernement du Niger, un appui en matière de
ciblage des ménages pauvres et de transferts monétaires, pour une durée de trois semaines.""",
    """Buenos días, les escribo desde la Caja del Seguro Social. Tenemos previsto reformar la recaudación de
cotizaciones y nos vendría muy bien la mirada de alguien de la Unión Europea. ¿Cómo se pide?""",
    """Caros colegas, a nossa central sindical está a negociar a extensão da proteção social aos trabalhadores
informais e contamos com o vosso apoio: uma formação de cinco dias em Bissau, em abril.""",
)
"""Nobody looked at these, or at the next, when the signs were chosen: do not tune the signs to them."""

FRESH_OTHERS = (
    """Dear Muster, I shall be travelling until 24 January and will read your mails only now and then. In urgent
matters about pension statistics please write to Ms Novak.""",
    """Thanks a lot, that answers my question about the social health insurance. I shall come back to you when the
Minister has decided. Best wishes, Wanjiru""",
    """Madame, votre abonnement à la revue des retraites arrive à échéance. Renouvelez-le avant le 31 mars et
profitez de deux numéros offerts sur l'assurance maladie.""",
    """Señores, les informo de que a partir de mayo mi nueva dirección de correo en el instituto de pensiones será
otra. Por favor actualicen sus registros. Saludos, Jorge""",
    """Hello! We are a youth choir from Porto and look for a place to sing in December. Would the facility have a
hall for sixty people? We need chairs and a piano, too.""",
)
