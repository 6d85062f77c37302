"""The fields of a request: which there are, which are required, how long they may be, how people label them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from config.folding import fold
from config.languages import INTERFACE_LANGUAGES
from config.texts import say


class FieldKind(StrEnum):
    """How an answer is read."""

    LINE = "line"
    TEXT = "text"
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"
    AREAS = "areas"
    DATES = "dates"
    DAYS = "days"
    LANGUAGES = "languages"
    COUNT = "count"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `labels` are further labels by language, the printed one is `form.<key>.label`."""

    key: str
    kind: FieldKind
    required: bool
    longest: int
    labels: Mapping[str, tuple[str, ...]]
    in_chat: bool = True
    in_mail: bool = True

    def label(self, language: str) -> str:
        """The label as it is printed."""
        return say(language, f"form.{self.key}.label")

    def names(self, language: str) -> Iterator[str]:
        """The printed label and every other one."""
        yield self.label(language)
        yield from self.labels[language]


def _labels(en: str, fr: str, es: str, pt: str) -> Mapping[str, tuple[str, ...]]:
    lists = zip(INTERFACE_LANGUAGES, (en, fr, es, pt), strict=True)
    return MappingProxyType({language: tuple(names.split(" | ")) for language, names in lists})


_K = FieldKind

_ALL = (
    Field(
        "institution",
        _K.LINE,
        required=True,
        longest=250,
        labels=_labels(
            "Name of the institution | Partner institution | Requesting institution | Organisation | "
            "Organization | Applicant | Requesting organisation | Ministry",
            "Nom de l'institution | Institution partenaire | Institution requérante | Organisation | Organisme | "
            "Institution demanderesse | Ministère | Structure",
            "Nombre de la institución | Institución solicitante | Institución asociada | Organización | Entidad | "
            "Organismo | Ministerio",
            "Nome da instituição | Instituição parceira | Instituição requerente | Organização | Entidade | "
            "Organismo | Ministério",
        ),
    ),
    Field(
        "country",
        _K.COUNTRY,
        required=True,
        longest=120,
        labels=_labels(
            "Partner country | Beneficiary country | Country of the institution",
            "Pays partenaire | Pays bénéficiaire | Pays de l'institution",
            "País socio | País beneficiario | País de la institución",
            "País parceiro | País beneficiário | País da instituição",
        ),
    ),
    Field(
        "contact_name",
        _K.NAME,
        required=True,
        longest=120,
        labels=_labels(
            "Contact | Contact name | Name of the contact person | Focal point | Contact details | Name",
            "Contact | Nom du contact | Personne à contacter | Point focal | Interlocuteur | Coordonnées | Nom",
            "Contacto | Nombre del contacto | Punto focal | Persona a contactar | Datos de contacto | Nombre",
            "Contacto | Contato | Nome do contacto | Nome do contato | Ponto focal | Pessoa de contato | Nome",
        ),
    ),
    Field(
        "contact_email",
        _K.EMAIL,
        required=True,
        longest=254,
        labels=_labels(
            "Email | E-mail | Email address | Contact e-mail | Mail | Electronic mail",
            "E-mail | Email | Courriel | Adresse électronique | Adresse mail | Mail | Mél",
            "Correo | E-mail | Email | Correo electrónico de contacto | Dirección electrónica",
            "Email | E-mail | Correio eletrónico | Endereço eletrónico | E-mail de contacto",
        ),
    ),
    Field(
        "contact_phone",
        _K.PHONE,
        required=False,
        longest=60,
        in_chat=False,
        labels=_labels(
            "Phone | Telephone | Phone number | Tel | Mobile | Telephone number",
            "Téléphone | Tél | Numéro de téléphone | Portable | Mobile",
            "Teléfono | Tel | Número de teléfono | Móvil | Celular",
            "Telefone | Tel | Número de telefone | Telemóvel | Celular",
        ),
    ),
    Field(
        "title",
        _K.LINE,
        required=True,
        longest=300,
        labels=_labels(
            "Title | Title of the request | Subject | Topic | Title of the action | Project title",
            "Titre | Titre de la demande | Objet | Objet de la demande | Sujet | Intitulé | Titre de l'action",
            "Título | Asunto | Tema | Título de la acción | Objeto de la solicitud",
            "Título | Assunto | Tema | Título da ação | Objeto do pedido",
        ),
    ),
    Field(
        "areas",
        _K.AREAS,
        required=True,
        longest=500,
        labels=_labels(
            "Area | Areas | Area of assistance | Topics | Sector | Sectors | Thematic areas | Fields of assistance",
            "Domaine | Domaines | Domaine d'assistance | Thèmes | Thématiques | Secteur | Secteurs | "
            "Domaine d'intervention | Domaines d'intervention",
            "Área | Áreas | Ámbitos | Ámbito de asistencia | Temas | Sector | Sectores | Áreas temáticas",
            "Área | Áreas | Domínios | Temas | Setor | Setores | Áreas temáticas | Domínios de assistência",
        ),
    ),
    Field(
        "background",
        _K.TEXT,
        required=True,
        longest=10_000,
        labels=_labels(
            "Background | Context | Justification | Background and justification | Rationale | Problem statement",
            "Contexte | Contexte et justification | Justification | Problématique | Situation",
            "Contexto | Antecedentes | Justificación | Antecedentes y justificación | Situación",
            "Contexto | Antecedentes | Justificação | Enquadramento | Contexto e justificação",
        ),
    ),
    Field(
        "general_objective",
        _K.TEXT,
        required=False,
        longest=4_000,
        labels=_labels(
            "Objective | Overall objective | Main objective | General objectives | Aim | Purpose | Objectives",
            "Objectif | Objectif global | Objectif principal | But | Objectifs généraux | Finalité | Objectifs",
            "Objetivo | Objetivo principal | Objetivo global | Finalidad | Objetivos",
            "Objetivo | Objetivo principal | Objetivo global | Finalidade | Objetivos",
        ),
    ),
    Field(
        "specific_objectives",
        _K.TEXT,
        required=False,
        longest=4_000,
        labels=_labels(
            "Specific objective | Detailed objectives",
            "Objectif spécifique | Objectifs particuliers",
            "Objetivo específico | Objetivos particulares",
            "Objetivo específico | Objetivos particulares",
        ),
    ),
    Field(
        "expected_results",
        _K.TEXT,
        required=False,
        longest=4_000,
        labels=_labels(
            "Results | Expected outcomes | Outputs | Expected outputs | Deliverables | Outcomes",
            "Résultats | Produits attendus | Résultats escomptés | Livrables",
            "Resultados | Productos esperados | Resultados previstos | Entregables",
            "Resultados | Produtos esperados | Resultados previstos | Entregas",
        ),
    ),
    Field(
        "window",
        _K.DATES,
        required=True,
        longest=300,
        labels=_labels(
            "Dates | Date | Period | Preferred date | Proposed dates | Dates of the mission | Mission dates | "
            "When | Timing | Preferred period | Proposed period | Timeframe",
            "Dates | Date | Période | Période souhaitée | Dates de la mission | Dates proposées | Calendrier | "
            "Période proposée | Quand | Dates prévues",
            "Fechas | Fecha | Período | Periodo | Fechas propuestas | Fechas de la misión | Cuándo | Calendario | "
            "Período preferido",
            "Datas | Data | Período | Periodo | Datas propostas | Datas da missão | Quando | Calendário",
        ),
    ),
    Field(
        "duration_days",
        _K.DAYS,
        required=True,
        longest=120,
        labels=_labels(
            "Duration | Duration in days | Number of days | Days | Working days | Length | Duration of the mission | Expected duration",
            "Durée | Durée en jours | Nombre de jours | Jours | Durée de la mission | Durée prévue | Jours ouvrables",
            "Duración | Duración en días | Número de días | Días | Duración de la misión | Días laborables",
            "Duração | Duração em dias | Número de dias | Dias | Duração da missão | Dias úteis",
        ),
    ),
    Field(
        "languages",
        _K.LANGUAGES,
        required=True,
        longest=200,
        labels=_labels(
            "Language | Languages | Working language | Language of work | Language of the mission",
            "Langue | Langues | Langue de travail | Langue de la mission",
            "Idioma | Idiomas | Idioma de trabajo | Lengua | Lenguas | Lengua de trabajo",
            "Língua | Línguas | Idioma | Idiomas | Língua de trabalho | Idioma de trabalho",
        ),
    ),
    Field(
        "experts",
        _K.COUNT,
        required=False,
        longest=120,
        labels=_labels(
            "Experts | How many experts | Number of the experts",
            "Experts | Combien d'experts | Nombre des experts",
            "Expertos | Cuántos expertos | Número de expertas y expertos",
            "Peritos | Especialistas | Quantos peritos | Número de especialistas",
        ),
    ),
    Field(
        "profiles",
        _K.LIST,
        required=False,
        longest=2_000,
        labels=_labels(
            "Profiles | Profile | Expert profiles | Profile of experts | Expertise required | Expertise needed",
            "Profils | Profil | Profil des experts | Expertise recherchée | Expertise requise",
            "Perfiles | Perfil | Perfil de los expertos | Experiencia requerida",
            "Perfis | Perfil | Perfil dos peritos | Experiência requerida",
        ),
    ),
    Field(
        "attachments",
        _K.LIST,
        required=False,
        longest=2_000,
        in_mail=False,
        labels=_labels(
            "Attachments | Documents",
            "Pièces jointes | Documents",
            "Anexos | Documentos",
            "Anexos | Documentos",
        ),
    ),
)

FIELDS: Mapping[str, Field] = MappingProxyType({field.key: field for field in _ALL})
REQUIRED = tuple(field.key for field in _ALL if field.required)


@cache
def labels() -> Mapping[str, str]:
    """Every folded label in four languages with its field; the first field that claims a label has it."""
    known: dict[str, str] = {}
    for language in INTERFACE_LANGUAGES:
        for field in _ALL:
            known.setdefault(fold(field.label(language)), field.key)
    for language in INTERFACE_LANGUAGES:
        for field in _ALL:
            for name in field.labels[language]:
                known.setdefault(fold(name), field.key)
    return MappingProxyType(known)
