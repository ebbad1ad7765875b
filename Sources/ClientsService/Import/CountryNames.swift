// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// ISO 3166-1 codes by the countries' names in English and what else they are commonly called.
enum CountryNames {
    /// Nil for what is no name of a country. Compared without case, blanks and punctuation.
    static func code(of name: String) -> CountryCode? {
        codes[ImportPresets.normalised(name.replacing("&", with: "and"))]
    }

    private static let codes: [String: CountryCode] = {
        var codes: [String: CountryCode] = [:]
        for line in table.split(separator: ";") {
            let words = line.split { $0 == " " || $0 == "\n" }.map(String.init)
            guard let first = words.first, let code = try? CountryCode(validating: first) else { continue }
            for word in words.dropFirst() { codes[word] = code }
        }
        return codes
    }()

    /// A code and its names, each normalised.
    private static let table = """
        AD andorra; AE uae unitedarabemirates; AF afghanistan; AG antiguaandbarbuda; AI anguilla; AL albania; AM
        armenia; AO angola; AQ antarctica; AR argentina; AS samoaamerican; AT austria österreich; AU australia;
        AW aruba; AX ålandislands; AZ azerbaijan; BA bosniaandherzegovina; BB barbados; BD bangladesh; BE
        belgium; BF burkinafaso; BG bulgaria; BH bahrain; BI burundi; BJ benin; BL stbarthelemy; BM bermuda; BN
        brunei bruneidarussalam; BO bolivia boliviaplurinationalstateof; BQ bonairesinteustatiusandsaba
        caribbeannetherlands caribbeannl; BR brazil; BS bahamas; BT bhutan; BV bouvetisland; BW botswana; BY
        belarus; BZ belize; CA canada; CC cocosislands cocoskeelingislands; CD congodemocraticrepublic
        congodemrep democraticrepublicofthecongo drcongo; CF centralafricanrep centralafricanrepublic; CG
        congorep republicofthecongo; CH schweiz suisse switzerland; CI cotedivoire côtedivoire ivorycoast; CK
        cookislands; CL chile; CM cameroon; CN china peoplesrepublicofchina; CO colombia; CR costarica; CU cuba;
        CV caboverde capeverde; CW curaçao; CX christmasisland; CY cyprus; CZ czechia czechrepublic; DE
        deutschland germany; DJ djibouti; DK denmark; DM dominica; DO dominicanrepublic; DZ algeria; EC ecuador;
        EE estonia; EG egypt; EH westernsahara; ER eritrea; ES españa spain; ET ethiopia; FI finland; FJ fiji; FK
        falklandislands; FM micronesia; FO faroeislands; FR france; GA gabon; GB britain britainuk england
        greatbritain northernireland scotland uk unitedkingdom unitedkingdomofgreatbritainandnorthernireland
        wales; GD grenada; GE georgia; GF frenchguiana; GG guernsey; GH ghana; GI gibraltar; GL greenland; GM
        gambia; GN guinea; GP guadeloupe; GQ equatorialguinea; GR greece; GS
        southgeorgiaandthesouthsandwichislands; GT guatemala; GU guam; GW guineabissau; GY guyana; HK hongkong
        hongkongsar; HM heardislandandmcdonaldislands; HN honduras; HR croatia; HT haiti; HU hungary; ID
        indonesia; IE eire ireland; IL israel; IM isleofman; IN india; IO britishindianoceanterritory; IQ iraq;
        IR iran iranislamicrepublicof; IS iceland; IT italia italy; JE jersey; JM jamaica; JO jordan; JP japan
        日本; KE kenya; KG kyrgyzstan; KH cambodia; KI kiribati; KM comoros; KN saintkittsandnevis stkittsandnevis;
        KP koreanorth northkorea; KR korea korearepublicof koreasouth republicofkorea southkorea; KW kuwait; KY
        caymanislands; KZ kazakhstan; LA laopeoplesdemocraticrepublic laos; LB lebanon; LC saintlucia stlucia; LI
        liechtenstein; LK srilanka; LR liberia; LS lesotho; LT lithuania; LU luxembourg; LV latvia; LY libya; MA
        morocco; MC monaco; MD moldova moldovarepublicof; ME montenegro; MF stmartin stmartinfrench; MG
        madagascar; MH marshallislands; MK macedonia northmacedonia; ML mali; MM burma myanmar myanmarburma; MN
        mongolia; MO macao macau; MP northernmarianaislands; MQ martinique; MR mauritania; MS montserrat; MT
        malta; MU mauritius; MV maldives; MW malawi; MX mexico; MY malaysia; MZ mozambique; NA namibia; NC
        newcaledonia; NE niger; NF norfolkisland; NG nigeria; NI nicaragua; NL holland netherlands
        thenetherlands; NO norway; NP nepal; NR nauru; NU niue; NZ newzealand; OM oman; PA panama; PE peru; PF
        frenchpolynesia; PG papuanewguinea; PH philippines; PK pakistan; PL poland; PM saintpierreandmiquelon
        stpierreandmiquelon; PN pitcairn; PR puertorico; PS palestine; PT portugal; PW palau; PY paraguay; QA
        qatar; RE réunion; RO romania; RS serbia; RU russia russianfederation; RW rwanda; SA ksa saudiarabia; SB
        solomonislands; SC seychelles; SD sudan; SE sweden; SG singapore; SH sainthelena sthelena; SI slovenia;
        SJ svalbardandjanmayen; SK slovakia; SL sierraleone; SM sanmarino; SN senegal; SO somalia; SR suriname;
        SS southsudan; ST saotomeandprincipe sãotoméandpríncipe; SV elsalvador; SX stmaarten stmaartendutch; SY
        syria syrianarabrepublic; SZ eswatini eswatiniswaziland swaziland; TC turksandcaicosis
        turksandcaicosislands; TD chad; TF frenchsterr; TG togo; TH thailand; TJ tajikistan; TK tokelau; TL
        easttimor timorleste; TM turkmenistan; TN tunisia; TO tonga; TR turkey turkiye türkiye; TT
        trinidadandtobago; TV tuvalu; TW taiwan taiwanprovinceofchina; TZ tanzania tanzaniaunitedrepublicof; UA
        ukraine; UG uganda; UM usminoroutlyingislands; US unitedstates unitedstatesofamerica usa; UY uruguay; UZ
        uzbekistan; VA holysee vaticancity; VC saintvincentandthegrenadines stvincent; VE venezuela
        venezuelabolivarianrepublicof; VG britishvirginislands virginislandsuk; VI usvirginislands
        virginislandsus; VN vietnam; VU vanuatu; WF wallisandfutuna; WS samoa samoawestern; YE yemen; YT mayotte;
        ZA rsa southafrica; ZM zambia; ZW zimbabwe;
        """
}
