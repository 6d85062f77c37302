"""What the people of the demo write, word for word as such people write."""

FORM_MAIL_SUBJECT = "Request for assistance: universal social pension"

FORM_MAIL = """\
Dear colleagues,

please find our request below. I filled in your form.

Institution: Ministry of Empowerment and Social Welfare
Country: Zanzibar
Contact person: Salma Khamis
E-mail: s.khamis@ministry-zanzibar.example
Title: Monitoring and evaluation of the universal social pension scheme
Areas: social pensions, monitoring and evaluation, information systems
Background: The universal pension reaches 27,000 people over 70. Payments
are made by hand at 280 pay points. We do not know who is paid late, who
has died and who is missing from the list.
General objective: A pension that reaches every eligible person on time.
Specific objectives: Agree indicators; design the reporting of the pay
points; train 20 officers.
Expected results: A monitoring plan and a tested reporting form.
Preferred dates: 2-27 March 2026
Duration: 7 days
Working languages: English
Number of experts: 3

Kind regards,
Salma Khamis
"""

PROSE_MAIL_SUBJECT = "Demande d'assistance technique : gestion des risques de l'assurance maladie"

PROSE_MAIL = """\
Madame, Monsieur,

L'Institut National d'Assurance Maladie (INAM) du Togo sollicite l'appui
de votre facilité pour renforcer le pilotage actuariel et la gestion des
risques de l'assurance maladie obligatoire.

Depuis la loi de 2011, le régime couvre les agents publics. Son extension
au secteur informel suppose des projections financières que nos équipes
ne maîtrisent pas encore. Nous souhaitons former une dizaine de cadres et
disposer d'un modèle simple de projection.

Une mission de dix jours avec deux experts, en français, nous semblerait
adaptée.

Veuillez agréer, Madame, Monsieur, l'expression de notre considération.

Kossi Mensah
Directeur des études, INAM
Lomé, Togo
"""

PROSE_REPLY = "Bonjour,\n\nexcusez cet oubli : du 13 au 30 avril 2026.\n\nCordialement,\nKossi Mensah"

CHAT_BY_FIELD = {
    "institution": "Ministry of Labour and Employment Promotion",
    "country": "peru",
    "contact_name": "Rosa Quispe",
    "contact_email": "r.quispe@ministry-peru.example",
    "title": "Social security agreements for migrant workers",
    "areas": "social security agreements and portability",
    "background": "400,000 Peruvians work abroad; their contributions are lost when they return.",
    "general_objective": "Peruvians keep the pension they have earned abroad.",
    "specific_objectives": "skip",
    "expected_results": "A draft agreement and a trained negotiating team of eight.",
    "window": "4-22 May 2026",
    "duration_days": "10",
    "languages": "Spanish",
    "experts": "2",
    "profiles": "skip",
    "attachments": "skip",
}

ANSWERS = {
    "yes": {
        "en": "Dear colleagues,\n\nyes, I am available on those dates and would be glad to go.\n\nKind regards",
        "fr": "Bonjour,\n\noui, je suis disponible à ces dates.\n\nBien cordialement",
        "es": "Estimados colegas:\n\nsí, estoy disponible en esas fechas.\n\nUn saludo",
        "pt": "Caros colegas,\n\nsim, estou disponível nessas datas.\n\nCom os melhores cumprimentos",
    },
    "some_dates": {
        "en": "Hello,\n\nyes, but only 12-20 March. Before that I teach.\n\nBest wishes",
        "fr": "Bonjour,\n\noui, mais seulement du 12 au 20 mars. Avant, j'enseigne.\n\nCordialement",
        "es": "Hola:\n\nsí, pero solo del 12 al 20 de marzo. Antes doy clases.\n\nSaludos",
        "pt": "Olá,\n\nsim, mas só de 12 a 20 de março. Antes dou aulas.\n\nCumprimentos",
    },
    "no": {
        "en": "Dear all,\n\nunfortunately I cannot take part: my office needs me here.\n\nRegards",
        "fr": "Bonjour,\n\nmalheureusement je ne peux pas participer : on a besoin de moi ici.\n\nCordialement",
        "es": "Buenos días:\n\nlamentablemente no puedo participar: me necesitan aquí.\n\nSaludos",
        "pt": "Bom dia,\n\ninfelizmente não posso participar: precisam de mim aqui.\n\nCumprimentos",
    },
    "away": {
        "en": "I am out of the office until 15 January 2026. Your message will not be forwarded.",
        "fr": "Je suis absent jusqu'au 15 janvier 2026. Votre message ne sera pas transmis.",
        "es": "Estoy fuera de la oficina hasta el 15 de enero de 2026. Su mensaje no se reenviará.",
        "pt": "Estou ausente até 15 de janeiro de 2026. A sua mensagem não será reencaminhada.",
    },
    "late_yes": {
        "en": "Sorry for the delay, I am back. Yes, I can do 12-20 March.\n\nKind regards",
        "fr": "Désolé pour ce retard. Oui, je peux du 12 au 20 mars.\n\nCordialement",
        "es": "Perdón por la demora. Sí, puedo del 12 al 20 de marzo.\n\nSaludos",
        "pt": "Desculpem a demora. Sim, posso de 12 a 20 de março.\n\nCumprimentos",
    },
}
"""What experts answer, in the language Muster wrote to them."""

QUESTION = "ASK Do you have a list of the agreements in force, and who negotiates for Peru?"
CHAT_REPLY = "Yes: with Chile, Ecuador and Spain. A team of eight of our ministry negotiates."
