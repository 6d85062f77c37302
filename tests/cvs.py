"""CVs of people who do not exist, in four languages and as Europass XML."""

import io

from pypdf import PdfReader, PdfWriter

EN = """\
Curriculum Vitae
Ana Maria da SILVA
Rua Nova 1, Lisboa | +351 912 345 678 | ana.silva@experts.example
Nationality: Portuguese
Sex: Female

Work experience
March 2015 - present   Head of unit, Ministry of Labour, Portugal
Social pensions reform, social pensions in Togo and Benin. Cash transfers.
01/2010 - 12/2016   Adviser, Institute of Social Security, Mozambique
2005-2010   Analyst, Ministry of Finance, Angola

Education
1995 - 2000   University of Lisbon

Languages
Mother tongue(s) Portuguese
Other language(s)
English   C1 C1 B2 B2 C1
French (fluent)
"""
FR = """\
CURRICULUM VITAE
Nom : MOREAU
Prénom : Jean-Luc
Courriel : jl.moreau@experts.example
Nationalité : française
Sexe : masculin

Expérience professionnelle
Depuis septembre 2012 : consultant indépendant, Bénin, Sénégal
Inspection du travail, dialogue social
De 2001 à 2012 : directeur, Caisse nationale de sécurité sociale

Formation
1996 - 2000 Université de Nantes

Langues
Français : langue maternelle
Anglais : B2
Espagnol : bien
"""
ES = """\
Hoja de vida
Nombre: Lucía
Apellidos: Fernández Ortiz
Correo electrónico: lucia@experts.example
Nacionalidad: española
Sexo: mujer

Experiencia profesional
enero de 2008 - actualidad: Jefa de servicio, Instituto Nacional de Seguridad Social, Madrid
03/2002 - 12/2007: Técnica, Ministerio de Trabajo; proyectos en Perú y Colombia

Educación
1997 - 2001 Universidad de Salamanca

Idiomas
Lengua materna: Español
Otros idiomas: Inglés (C1), Portugués (B1)
"""
PT = """\
Currículo
Nome: Rui Teixeira
Email: rui.teixeira@experts.example
Nacionalidade: portuguesa
Género: masculino
Reformado desde 2020

Experiência profissional
1990 - 2019   Técnico superior, Instituto da Segurança Social, Portugal
Proteção social em Moçambique e Cabo Verde

Educação
1984 - 1989 Universidade do Porto

Línguas
Português (língua materna), Inglês (C1), Francês (fluente)
"""
PASSPORT = b"""<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en">
 <LearnerInfo>
  <Identification>
   <PersonName><FirstName>Eva</FirstName><Surname>Nov\xc3\xa1kov\xc3\xa1</Surname></PersonName>
   <ContactInfo>
    <Email><Contact>Eva.Novakova@experts.example</Contact></Email>
    <TelephoneList><Telephone><Contact>+420 111 222 333</Contact></Telephone></TelephoneList>
   </ContactInfo>
   <Demographics>
    <Gender><Code>F</Code><Label>Female</Label></Gender>
    <NationalityList><Nationality><Code>CZ</Code><Label>Czech</Label></Nationality></NationalityList>
   </Demographics>
  </Identification>
  <WorkExperienceList>
   <WorkExperience>
    <Period><From year="2010" month="--01" day="---01"/><Current>true</Current></Period>
    <Position><Label>Head of department</Label></Position>
    <Activities>&lt;p&gt;Unemployment insurance and labour inspection&lt;/p&gt;</Activities>
    <Employer><Name>Ministry of Labour</Name>
     <ContactInfo><Address><Contact><Country><Code>CZ</Code></Country></Contact></Address></ContactInfo></Employer>
   </WorkExperience>
   <WorkExperience>
    <Period><From year="2006"/><To year="2011" month="--06"/></Period>
    <Position><Label>Adviser</Label></Position>
    <Employer><Name>Project office</Name>
     <ContactInfo><Address><Contact><Country><Code>EL</Code></Country></Contact></Address></ContactInfo></Employer>
   </WorkExperience>
  </WorkExperienceList>
  <Skills><Linguistic>
   <MotherTongueList><MotherTongue><Description><Code>cs</Code><Label>Czech</Label></Description></MotherTongue></MotherTongueList>
   <ForeignLanguageList><ForeignLanguage><Description><Code>en</Code><Label>English</Label></Description>
    <ProficiencyLevel><Listening>C2</Listening><Reading>C2</Reading><SpokenInteraction>C1</SpokenInteraction>
     <SpokenProduction>C1</SpokenProduction><Writing>C1</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList>
  </Linguistic></Skills>
 </LearnerInfo>
</SkillsPassport>
"""
CANDIDATE = b"""<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
 xmlns:hr="http://www.hr-xml.org/3" xmlns:eures="http://www.europass_eures.eu/1.0">
 <CandidatePerson>
  <PersonName><oa:GivenName>Karim</oa:GivenName><hr:FamilyName>Benali</hr:FamilyName></PersonName>
  <Communication><ChannelCode>Email</ChannelCode><oa:URI>karim@experts.example</oa:URI></Communication>
  <NationalityCode>fr</NationalityCode>
  <GenderCode>male</GenderCode>
  <PrimaryLanguageCode name="NORMAL">fre</PrimaryLanguageCode>
 </CandidatePerson>
 <CandidateProfile>
  <EmploymentHistory><EmployerHistory>
   <hr:OrganizationName>Labour Consulting Ltd</hr:OrganizationName>
   <OrganizationContact><Communication><Address><oa:CityName>Lome</oa:CityName><CountryCode>tg</CountryCode></Address></Communication></OrganizationContact>
   <PositionHistory><PositionTitle typeCode="FREETEXT">Consultant</PositionTitle>
    <eures:EmploymentPeriod>
     <eures:StartDate><hr:FormattedDateTime>2014-03-01</hr:FormattedDateTime></eures:StartDate>
     <eures:EndDate><hr:FormattedDateTime>2024-02</hr:FormattedDateTime></eures:EndDate>
     <hr:CurrentIndicator>false</hr:CurrentIndicator>
    </eures:EmploymentPeriod>
    <oa:Description>&lt;p&gt;Social dialogue&lt;/p&gt;</oa:Description></PositionHistory>
  </EmployerHistory></EmploymentHistory>
  <PersonQualifications><PersonCompetency>
   <CompetencyID schemeName="NORMAL">eng</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
   <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Understanding-Listening</hr:CompetencyDimensionTypeCode>
    <eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension>
   <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode>
    <eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score></eures:CompetencyDimension>
  </PersonCompetency></PersonQualifications>
 </CandidateProfile>
</Candidate>
"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE SkillsPassport [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<SkillsPassport><LearnerInfo>&b;</LearnerInfo></SkillsPassport>"""


def with_files_inside(pdf: bytes, *files: tuple[str, bytes]) -> bytes:
    """A PDF with files in it, as Europass makes them."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for name, content in files:
        writer.add_attachment(name, content)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
