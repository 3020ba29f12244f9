"""Invented names and the values that the cells of the synthetic country are drawn from."""

from __future__ import annotations

import itertools
import random
import string


def _words(text: str) -> list[str]:
    """Return the words of ``text``; an underscore is a space within one."""
    return [word.replace("_", " ") for word in text.split()]


_BEGINNINGS = _words(
    "Aster Berg Beuk Blauw Boven Bram Brede Dal Dijk Donker Duin Eik Elst Els Graan Groen Haver Hei Hoge Hollander Hoorn"
    " Ijzer Jager Kal Klaver Klei Koren Kraai Kruis Lage Lei Lelie Linde Maas Meer Mid Mole Mos Nieuw Noorder Olm Ooster"
    " Oud Over Popel Raven Riet Roer Rood Ruig Schone Steen Sterre Tarwe Tolle Tuin Uil Veen Venne Vlas Vogel Wal Water"
    " Weide Wester Wilge Winter Witte Wolven Zand Zeve Zilver Zuider Zwane"
)
_ENDINGS = _words(
    "aard akker beek berg boom bos brink broek brug burg dam del dijk donk dorp drecht drift duin end es gaard geest haar"
    " hage ham heem hein heuvel hof holt horst hout hove huizen kamp kerk kreek laar land leek lo loo meer monde muiden"
    " oever oord poel poort rade rode schans schoten sluis stad stede veen veld vliet voorde voort waard wald wijk wolde woud"
    " zand zele zicht zijl zoom"
)
_GIVEN = _words(
    "Aafke Abel Adil Aleid Amina Anouk Arend Bahar Berend Bente Carlijn Cees Daan Dilara Doutzen Eefje Emre Evert Fenna"
    " Folkert Fatima Geesje Gijs Hanne Harm Hidde Ilse Imane Ineke Jelle Jolien Joost Karim Kea Klaas Lieke Lotte Malik"
    " Marit Mees Nadia Nienke Niels Oda Omar Pieter Ploon Rachid Roos Ruben Saar Sietse Sanne Tamar Teun Tjeerd Ulbe"
    " Vera Wieke Wout Yasmin Yvo Zeynep"
)
_FAMILY = _words(
    "van_der_Aa Abels Akkerman Bakema Bisschop Boonstra ten_Brink Buitendijk Citroen Dekens van_Dongen Eikelboom Elzinga"
    " Faber Fictief Goudsmid de_Graaff Haverkamp van_den_Hoek Idema Jagtman Kalkman Klaver van_der_Laan Lindeboom Meerman"
    " Molenaar Nagtegaal van_Oord Pauwels Pelgrim Quist Rietveld Roosenboom Schaap Steenwijk Terpstra Tuinman Uilenberg"
    " Veenhof Vlasblom van_de_Water Wagenaar Winterswijk Ypma Zandstra Zilverberg"
)

#: What organisations of a sheet are called; the municipality and a number follow.
ORGANISATION_NAMES = {
    "institutions": _words("Zorggroep Werkbedrijf Wijkteams Jeugdhulp Woonstichting"),
    "councils": _words("Adviesraad_Sociaal_Domein Wmo-raad Participatieraad Cliëntenraad Seniorenraad Jeugdraad"),
    "client_organisations": _words("Ouderenbond Mantelzorgkring Platform_GGZ Patiëntenvereniging Belangengroep"),
    "support_organisations": _words("Steunpunt"),
    "platforms": _words("Participatieoverleg Regionaal_platform Netwerk_toegankelijkheid"),
}
COUNCIL_TYPES = _words(
    "adviesraad_sociaal_domein Wmo-raad participatieraad cliëntenraad_werk_en_inkomen ouderenraad jeugdraad"
)
LAWS = _words("Wmo Jeugdwet Participatiewet")
THEMES = _words("inkoop beschermd_wonen doelgroepenvervoer armoede VN-verdrag wonen jeugdhulp werk_en_inkomen")
TARGET_GROUPS = _words("jeugd ouderen LVB GGZ chronisch_zieken mantelzorgers werkzoekenden minima")
FUNCTIONS = _words("informeren toerusten verbinden agenderen")
FREQUENCIES = _words("elke_maand elk_kwartaal twee_keer_per_jaar elk_jaar")
#: The roles of the first people of an organisation, and those of the next.
FIRST_ROLES = _words("voorzitter secretaris")
ROLES = _words("lid lid lid lid vrijwilliger contactpersoon")


def place_names(count: int, rand: random.Random) -> list[str]:
    """Return ``count`` names of places, all different; with a qualifier once every plain name is used."""
    plain = [beginning + ending for beginning, ending in itertools.product(_BEGINNINGS, _ENDINGS)]
    rand.shuffle(plain)
    qualified = (f"{name} {qualifier}" for qualifier in itertools.count(2) for name in plain)
    return list(itertools.islice(itertools.chain(plain, qualified), count))


def person_name(rand: random.Random) -> str:
    """Return a name of a person; in a country some people share one."""
    initial = rand.choice(string.ascii_uppercase)
    return f"{rand.choice(_GIVEN)} {initial}. {rand.choice(_FAMILY)}"
