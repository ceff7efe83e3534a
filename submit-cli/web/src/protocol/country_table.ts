// Countries: code; English, Chinese, French, Vietnamese name. Made from crypto-core/src/country/table.rs, which says
// where the names come from (Unicode CLDR 48, Copyright © 1991-2025 Unicode, Inc., Unicode License V3); a test
// holds this table to that one.

export const COUNTRY_ROWS = `
AD|Andorra|安道尔|Andorre|Andorra
AE|United Arab Emirates|阿拉伯联合酋长国|Émirats arabes unis|Các Tiểu Vương quốc Ả Rập Thống nhất
AF|Afghanistan|阿富汗|Afghanistan|Afghanistan
AG|Antigua & Barbuda|安提瓜和巴布达|Antigua-et-Barbuda|Antigua và Barbuda
AI|Anguilla|安圭拉|Anguilla|Anguilla
AL|Albania|阿尔巴尼亚|Albanie|Albania
AM|Armenia|亚美尼亚|Arménie|Armenia
AO|Angola|安哥拉|Angola|Angola
AQ|Antarctica|南极洲|Antarctique|Nam Cực
AR|Argentina|阿根廷|Argentine|Argentina
AS|American Samoa|美属萨摩亚|Samoa américaines|Samoa thuộc Mỹ
AT|Austria|奥地利|Autriche|Áo
AU|Australia|澳大利亚|Australie|Úc
AW|Aruba|阿鲁巴|Aruba|Aruba
AX|Åland Islands|奥兰群岛|Îles Åland|Quần đảo Åland
AZ|Azerbaijan|阿塞拜疆|Azerbaïdjan|Azerbaijan
BA|Bosnia & Herzegovina|波斯尼亚和黑塞哥维那|Bosnie-Herzégovine|Bosnia và Herzegovina
BB|Barbados|巴巴多斯|Barbade|Barbados
BD|Bangladesh|孟加拉国|Bangladesh|Bangladesh
BE|Belgium|比利时|Belgique|Bỉ
BF|Burkina Faso|布基纳法索|Burkina Faso|Burkina Faso
BG|Bulgaria|保加利亚|Bulgarie|Bulgaria
BH|Bahrain|巴林|Bahreïn|Bahrain
BI|Burundi|布隆迪|Burundi|Burundi
BJ|Benin|贝宁|Bénin|Benin
BL|St. Barthélemy|圣巴泰勒米|Saint-Barthélemy|St. Barthélemy
BM|Bermuda|百慕大|Bermudes|Bermuda
BN|Brunei|文莱|Brunei|Brunei
BO|Bolivia|玻利维亚|Bolivie|Bolivia
BQ|Caribbean Netherlands|荷属加勒比区|Pays-Bas caribéens|Caribe Hà Lan
BR|Brazil|巴西|Brésil|Brazil
BS|Bahamas|巴哈马|Bahamas|Bahamas
BT|Bhutan|不丹|Bhoutan|Bhutan
BV|Bouvet Island|布韦岛|Île Bouvet|Đảo Bouvet
BW|Botswana|博茨瓦纳|Botswana|Botswana
BY|Belarus|白俄罗斯|Biélorussie|Belarus
BZ|Belize|伯利兹|Belize|Belize
CA|Canada|加拿大|Canada|Canada
CC|Cocos (Keeling) Islands|科科斯（基林）群岛|Îles Cocos|Quần đảo Cocos (Keeling)
CD|Congo, Democratic Republic|刚果民主共和国|Congo (République démocratique)|Cộng hòa Dân chủ Congo
CF|Central African Republic|中非共和国|République centrafricaine|Cộng hòa Trung Phi
CG|Congo, Republic|刚果共和国|Congo (République)|Cộng hòa Congo
CH|Switzerland|瑞士|Suisse|Thụy Sĩ
CI|Côte d’Ivoire|科特迪瓦|Côte d’Ivoire|Côte d’Ivoire
CK|Cook Islands|库克群岛|Îles Cook|Quần đảo Cook
CL|Chile|智利|Chili|Chile
CM|Cameroon|喀麦隆|Cameroun|Cameroon
CN|China|中国|Chine|Trung Quốc
CO|Colombia|哥伦比亚|Colombie|Colombia
CR|Costa Rica|哥斯达黎加|Costa Rica|Costa Rica
CU|Cuba|古巴|Cuba|Cuba
CV|Cape Verde|佛得角|Cap-Vert|Cape Verde
CW|Curaçao|库拉索|Curaçao|Curaçao
CX|Christmas Island|圣诞岛|Île Christmas|Đảo Giáng Sinh
CY|Cyprus|塞浦路斯|Chypre|Síp
CZ|Czechia|捷克|Tchéquie|Séc
DE|Germany|德国|Allemagne|Đức
DJ|Djibouti|吉布提|Djibouti|Djibouti
DK|Denmark|丹麦|Danemark|Đan Mạch
DM|Dominica|多米尼克|Dominique|Dominica
DO|Dominican Republic|多米尼加共和国|République dominicaine|Cộng hòa Dominicana
DZ|Algeria|阿尔及利亚|Algérie|Algeria
EC|Ecuador|厄瓜多尔|Équateur|Ecuador
EE|Estonia|爱沙尼亚|Estonie|Estonia
EG|Egypt|埃及|Égypte|Ai Cập
EH|Western Sahara|西撒哈拉|Sahara occidental|Tây Sahara
ER|Eritrea|厄立特里亚|Érythrée|Eritrea
ES|Spain|西班牙|Espagne|Tây Ban Nha
ET|Ethiopia|埃塞俄比亚|Éthiopie|Ethiopia
FI|Finland|芬兰|Finlande|Phần Lan
FJ|Fiji|斐济|Fidji|Fiji
FK|Falkland Islands|福克兰群岛|Îles Malouines|Quần đảo Falkland
FM|Micronesia|密克罗尼西亚|Micronésie|Micronesia
FO|Faroe Islands|法罗群岛|Îles Féroé|Quần đảo Faroe
FR|France|法国|France|Pháp
GA|Gabon|加蓬|Gabon|Gabon
GB|United Kingdom|英国|Royaume-Uni|Vương quốc Anh
GD|Grenada|格林纳达|Grenade|Grenada
GE|Georgia|格鲁吉亚|Géorgie|Georgia
GF|French Guiana|法属圭亚那|Guyane française|Guiana thuộc Pháp
GG|Guernsey|根西岛|Guernesey|Guernsey
GH|Ghana|加纳|Ghana|Ghana
GI|Gibraltar|直布罗陀|Gibraltar|Gibraltar
GL|Greenland|格陵兰|Groenland|Greenland
GM|Gambia|冈比亚|Gambie|Gambia
GN|Guinea|几内亚|Guinée|Guinea
GP|Guadeloupe|瓜德罗普|Guadeloupe|Guadeloupe
GQ|Equatorial Guinea|赤道几内亚|Guinée équatoriale|Guinea Xích Đạo
GR|Greece|希腊|Grèce|Hy Lạp
GS|South Georgia & South Sandwich Islands|南乔治亚和南桑威奇群岛|Géorgie du Sud-et-les Îles Sandwich du Sud|Nam Georgia & Quần đảo Nam Sandwich
GT|Guatemala|危地马拉|Guatemala|Guatemala
GU|Guam|关岛|Guam|Guam
GW|Guinea-Bissau|几内亚比绍|Guinée-Bissau|Guinea-Bissau
GY|Guyana|圭亚那|Guyana|Guyana
HK|Hong Kong|香港|Hong Kong|Hồng Kông
HM|Heard & McDonald Islands|赫德岛和麦克唐纳群岛|Îles Heard-et-MacDonald|Quần đảo Heard và McDonald
HN|Honduras|洪都拉斯|Honduras|Honduras
HR|Croatia|克罗地亚|Croatie|Croatia
HT|Haiti|海地|Haïti|Haiti
HU|Hungary|匈牙利|Hongrie|Hungary
ID|Indonesia|印度尼西亚|Indonésie|Indonesia
IE|Ireland|爱尔兰|Irlande|Ireland
IL|Israel|以色列|Israël|Israel
IM|Isle of Man|马恩岛|Île de Man|Đảo Man
IN|India|印度|Inde|Ấn Độ
IO|British Indian Ocean Territory|英属印度洋领地|Territoire britannique de l’océan Indien|Lãnh thổ Ấn Độ Dương thuộc Anh
IQ|Iraq|伊拉克|Irak|Iraq
IR|Iran|伊朗|Iran|Iran
IS|Iceland|冰岛|Islande|Iceland
IT|Italy|意大利|Italie|Italy
JE|Jersey|泽西岛|Jersey|Jersey
JM|Jamaica|牙买加|Jamaïque|Jamaica
JO|Jordan|约旦|Jordanie|Jordan
JP|Japan|日本|Japon|Nhật Bản
KE|Kenya|肯尼亚|Kenya|Kenya
KG|Kyrgyzstan|吉尔吉斯斯坦|Kirghizstan|Kyrgyzstan
KH|Cambodia|柬埔寨|Cambodge|Campuchia
KI|Kiribati|基里巴斯|Kiribati|Kiribati
KM|Comoros|科摩罗|Comores|Comoros
KN|St. Kitts & Nevis|圣基茨和尼维斯|Saint-Christophe-et-Niévès|St. Kitts và Nevis
KP|North Korea|朝鲜|Corée du Nord|Triều Tiên
KR|South Korea|韩国|Corée du Sud|Hàn Quốc
KW|Kuwait|科威特|Koweït|Kuwait
KY|Cayman Islands|开曼群岛|Îles Caïmans|Quần đảo Cayman
KZ|Kazakhstan|哈萨克斯坦|Kazakhstan|Kazakhstan
LA|Laos|老挝|Laos|Lào
LB|Lebanon|黎巴嫩|Liban|Li-băng
LC|St. Lucia|圣卢西亚|Sainte-Lucie|St. Lucia
LI|Liechtenstein|列支敦士登|Liechtenstein|Liechtenstein
LK|Sri Lanka|斯里兰卡|Sri Lanka|Sri Lanka
LR|Liberia|利比里亚|Liberia|Liberia
LS|Lesotho|莱索托|Lesotho|Lesotho
LT|Lithuania|立陶宛|Lituanie|Litva
LU|Luxembourg|卢森堡|Luxembourg|Luxembourg
LV|Latvia|拉脱维亚|Lettonie|Latvia
LY|Libya|利比亚|Libye|Libya
MA|Morocco|摩洛哥|Maroc|Ma-rốc
MC|Monaco|摩纳哥|Monaco|Monaco
MD|Moldova|摩尔多瓦|Moldavie|Moldova
ME|Montenegro|黑山|Monténégro|Montenegro
MF|St. Martin|法属圣马丁|Saint-Martin|St. Martin
MG|Madagascar|马达加斯加|Madagascar|Madagascar
MH|Marshall Islands|马绍尔群岛|Îles Marshall|Quần đảo Marshall
MK|North Macedonia|北马其顿|Macédoine du Nord|Bắc Macedonia
ML|Mali|马里|Mali|Mali
MM|Myanmar (Burma)|缅甸|Birmanie (Myanmar)|Myanmar (Miến Điện)
MN|Mongolia|蒙古|Mongolie|Mông Cổ
MO|Macao|澳门|Macao|Macao
MP|Northern Mariana Islands|北马里亚纳群岛|Îles Mariannes du Nord|Quần đảo Bắc Mariana
MQ|Martinique|马提尼克|Martinique|Martinique
MR|Mauritania|毛里塔尼亚|Mauritanie|Mauritania
MS|Montserrat|蒙特塞拉特|Montserrat|Montserrat
MT|Malta|马耳他|Malte|Malta
MU|Mauritius|毛里求斯|Maurice|Mauritius
MV|Maldives|马尔代夫|Maldives|Maldives
MW|Malawi|马拉维|Malawi|Malawi
MX|Mexico|墨西哥|Mexique|Mexico
MY|Malaysia|马来西亚|Malaisie|Malaysia
MZ|Mozambique|莫桑比克|Mozambique|Mozambique
NA|Namibia|纳米比亚|Namibie|Namibia
NC|New Caledonia|新喀里多尼亚|Nouvelle-Calédonie|New Caledonia
NE|Niger|尼日尔|Niger|Niger
NF|Norfolk Island|诺福克岛|Île Norfolk|Đảo Norfolk
NG|Nigeria|尼日利亚|Nigeria|Nigeria
NI|Nicaragua|尼加拉瓜|Nicaragua|Nicaragua
NL|Netherlands|荷兰|Pays-Bas|Hà Lan
NO|Norway|挪威|Norvège|Na Uy
NP|Nepal|尼泊尔|Népal|Nepal
NR|Nauru|瑙鲁|Nauru|Nauru
NU|Niue|纽埃|Niue|Niue
NZ|New Zealand|新西兰|Nouvelle-Zélande|New Zealand
OM|Oman|阿曼|Oman|Oman
PA|Panama|巴拿马|Panama|Panama
PE|Peru|秘鲁|Pérou|Peru
PF|French Polynesia|法属波利尼西亚|Polynésie française|Polynesia thuộc Pháp
PG|Papua New Guinea|巴布亚新几内亚|Papouasie-Nouvelle-Guinée|Papua New Guinea
PH|Philippines|菲律宾|Philippines|Philippines
PK|Pakistan|巴基斯坦|Pakistan|Pakistan
PL|Poland|波兰|Pologne|Ba Lan
PM|St. Pierre & Miquelon|圣皮埃尔和密克隆群岛|Saint-Pierre-et-Miquelon|Saint Pierre và Miquelon
PN|Pitcairn Islands|皮特凯恩群岛|Îles Pitcairn|Quần đảo Pitcairn
PR|Puerto Rico|波多黎各|Porto Rico|Puerto Rico
PS|Palestine|巴勒斯坦|Palestine|Palestine
PT|Portugal|葡萄牙|Portugal|Bồ Đào Nha
PW|Palau|帕劳|Palaos|Palau
PY|Paraguay|巴拉圭|Paraguay|Paraguay
QA|Qatar|卡塔尔|Qatar|Qatar
RE|Réunion|留尼汪|La Réunion|Réunion
RO|Romania|罗马尼亚|Roumanie|Romania
RS|Serbia|塞尔维亚|Serbie|Serbia
RU|Russia|俄罗斯|Russie|Nga
RW|Rwanda|卢旺达|Rwanda|Rwanda
SA|Saudi Arabia|沙特阿拉伯|Arabie saoudite|Ả Rập Xê-út
SB|Solomon Islands|所罗门群岛|Îles Salomon|Quần đảo Solomon
SC|Seychelles|塞舌尔|Seychelles|Seychelles
SD|Sudan|苏丹|Soudan|Sudan
SE|Sweden|瑞典|Suède|Thụy Điển
SG|Singapore|新加坡|Singapour|Singapore
SH|St. Helena|圣赫勒拿|Sainte-Hélène|St. Helena
SI|Slovenia|斯洛文尼亚|Slovénie|Slovenia
SJ|Svalbard & Jan Mayen|斯瓦尔巴和扬马延|Svalbard et Jan Mayen|Svalbard và Jan Mayen
SK|Slovakia|斯洛伐克|Slovaquie|Slovakia
SL|Sierra Leone|塞拉利昂|Sierra Leone|Sierra Leone
SM|San Marino|圣马力诺|Saint-Marin|San Marino
SN|Senegal|塞内加尔|Sénégal|Senegal
SO|Somalia|索马里|Somalie|Somalia
SR|Suriname|苏里南|Suriname|Suriname
SS|South Sudan|南苏丹|Soudan du Sud|Nam Sudan
ST|São Tomé & Príncipe|圣多美和普林西比|Sao Tomé-et-Principe|São Tomé và Príncipe
SV|El Salvador|萨尔瓦多|Salvador|El Salvador
SX|Sint Maarten|荷属圣马丁|Saint-Martin (partie néerlandaise)|Sint Maarten
SY|Syria|叙利亚|Syrie|Syria
SZ|Eswatini|斯威士兰|Eswatini|Eswatini
TC|Turks & Caicos Islands|特克斯和凯科斯群岛|Îles Turques-et-Caïques|Quần đảo Turks và Caicos
TD|Chad|乍得|Tchad|Chad
TF|French Southern Territories|法属南部领地|Terres australes françaises|Lãnh thổ phía Nam thuộc Pháp
TG|Togo|多哥|Togo|Togo
TH|Thailand|泰国|Thaïlande|Thái Lan
TJ|Tajikistan|塔吉克斯坦|Tadjikistan|Tajikistan
TK|Tokelau|托克劳|Tokelau|Tokelau
TL|Timor-Leste|东帝汶|Timor oriental|Timor-Leste
TM|Turkmenistan|土库曼斯坦|Turkménistan|Turkmenistan
TN|Tunisia|突尼斯|Tunisie|Tunisia
TO|Tonga|汤加|Tonga|Tonga
TR|Türkiye|土耳其|Turquie|Thổ Nhĩ Kỳ
TT|Trinidad & Tobago|特立尼达和多巴哥|Trinité-et-Tobago|Trinidad và Tobago
TV|Tuvalu|图瓦卢|Tuvalu|Tuvalu
TW|Taiwan|台湾|Taïwan|Đài Loan
TZ|Tanzania|坦桑尼亚|Tanzanie|Tanzania
UA|Ukraine|乌克兰|Ukraine|Ukraina
UG|Uganda|乌干达|Ouganda|Uganda
UM|U.S. Outlying Islands|美国本土外小岛屿|Îles mineures éloignées des États-Unis|Các tiểu đảo xa của Hoa Kỳ
US|United States|美国|États-Unis|Hoa Kỳ
UY|Uruguay|乌拉圭|Uruguay|Uruguay
UZ|Uzbekistan|乌兹别克斯坦|Ouzbékistan|Uzbekistan
VA|Vatican City|梵蒂冈|État de la Cité du Vatican|Thành Vatican
VC|St. Vincent & Grenadines|圣文森特和格林纳丁斯|Saint-Vincent-et-les Grenadines|St. Vincent và Grenadines
VE|Venezuela|委内瑞拉|Venezuela|Venezuela
VG|British Virgin Islands|英属维尔京群岛|Îles Vierges britanniques|Quần đảo Virgin thuộc Anh
VI|U.S. Virgin Islands|美属维尔京群岛|Îles Vierges des États-Unis|Quần đảo Virgin thuộc Hoa Kỳ
VN|Vietnam|越南|Viêt Nam|Việt Nam
VU|Vanuatu|瓦努阿图|Vanuatu|Vanuatu
WF|Wallis & Futuna|瓦利斯和富图纳|Wallis-et-Futuna|Wallis và Futuna
WS|Samoa|萨摩亚|Samoa|Samoa
YE|Yemen|也门|Yémen|Yemen
YT|Mayotte|马约特|Mayotte|Mayotte
ZA|South Africa|南非|Afrique du Sud|Nam Phi
ZM|Zambia|赞比亚|Zambie|Zambia
ZW|Zimbabwe|津巴布韦|Zimbabwe|Zimbabwe
`;

// Codes in the order in which each language lists the names.

export const COUNTRY_ORDERS = {
  en:
    'AFAXALDZASADAOAIAQAGARAMAWAUATAZBSBHBDBBBYBEBZBJBMBTBOBABWBVBRIOVGBNBGBFBIKHCMCACVBQKYCFTDCLCNCXCCCO' +
    'KMCDCGCKCRCIHRCUCWCYCZDKDJDMDOECEGSVGQEREESZETFKFOFJFIFRGFPFTFGAGMGEDEGHGIGRGLGDGPGUGTGGGNGWGYHTHMHN' +
    'HKHUISINIDIRIQIEIMILITJMJPJEJOKZKEKIKWKGLALVLBLSLRLYLILTLUMOMGMWMYMVMLMTMHMQMRMUYTMXFMMDMCMNMEMSMAMZ' +
    'MMNANRNPNLNCNZNINENGNUNFKPMKMPNOOMPKPWPSPAPGPYPEPHPNPLPTPRQARERORURWWSSMSTSASNRSSCSLSGSXSKSISBSOZAGS' +
    'KRSSESLKBLSHKNLCMFPMVCSDSRSJSECHSYTWTJTZTHTLTGTKTOTTTNTRTMTCTVUMVIUGUAAEGBUSUYUZVUVAVEVNWFEHYEZMZW',
  'zh-Hans':
    'ALDZAFARAEAWOMAZEGETIEEEADAOAIAGATAXAUMOBBPGBSPKPYPSBHPABRBYBMBGMPMKBJBEISPRPLBABOBZBWBTBFBIBVKPGQDK' +
    'DETLTGDODMRUECERFRFOPFGFTFMFVAPHFJFICVFKGMCGCDCOCRGDGLGEGGCUGPGUGYKZHTKRNLBQSXHMMEHNKIDJKGGNGWCAGHGA' +
    'KHCZZWCMQAKYCCKMCIKWHRKECKCWLVLSLALBLTLRLYLIRELURWROMGIMMVMTMWMYMLMHMQYTMUMRUSUMASVIMNMSBDPEFMMMMDMA' +
    'MCMZMXNAZAAQGSSSNRNINPNENGNUNONFPWPNPTJPSECHSVWSRSSLSNCYSCSABLCXSTSHKNLCSMPMVCLKSKSISJSZSDSRSBSOTJTW' +
    'THTZTOTCTTTNTVTRTMTKWFVUGTVEBNUGUAUYUZESEHGRHKSGNCNZHUSYJMAMYEIQIRILITINIDGBVGIOJOVNZMJETDGICLCFCN',
  fr:
    'AFZAALDZDEADAOAIAQAGSAARAMAWAUATAZBSBHBDBBBEBZBJBMBTBYMMBOBABWBRBNBGBFBIKHCMCACVCLCNCYCOKMCDCGKPKRCR' +
    'CIHRCUCWDKDJDMEGAEECERESEESZVAUSETFJFIFRGAGMGEGSGHGIGRGDGLGPGUGTGGGNGQGWGYGFHTHNHKHUBVCXIMNFAXKYCCCK' +
    'FOHMFKMPMHUMPNSBTCVGVIINIDIQIRIEISILITJMJPJEJOKZKEKGKIKWRELALSLVLBLRLYLILTLUMOMKMGMYMWMVMLMTMAMQMUMR' +
    'YTMXFMMDMCMNMEMSMZNANRNPNINENGNUNONCNZOMUGUZPKPWPSPAPGPYNLBQPEPHPLPFPRPTQACFDOROGBRURWEHBLKNSMMFSXPM' +
    'VCSHLCSVWSASSTSNRSSCSLSGSKSISOSDSSLKSECHSRSJSYTJTWTZTDCZTFIOTHTLTGTKTOTTTNTMTRTVUAUYVUVEVNWFYEZMZW',
  vi:
    'SAAFEGALDZADAOAIAGATARAMAWAZINPLBSBHBDBBMKBYBZBJBMBTBEBOBABWPTBRBNBGBFBIUMAECMKHCACVBQTDCLCOKMCRCGCD' +
    'DOCFCIHRCUCWDJDMTWDKBVCXIMNFDEECSVEREESZETFJGAGMGEGHGIGLGDGPGUGTGGGFGNGQGWGYNLHTKRUSHNHKHUGRISIDIRIQ' +
    'IEILITJMJEJOKZKEKIKWKGIOTFLALVLSLBLRLYLILTLUMAMOMGMWMYMVMLMTMQMRMUYTMXFMMDMCMEMSMZMNMMNOAQGSZASSNANR' +
    'NPNCNZRUJPNINENGNUOMPKPWPSPAPGPYPEFRFIPHPFPRQAAXMPKYCCCKFKFOHMMHPNSBTCVGVIRERORWPMWSASSMSTCZSNRSSCSL' +
    'SGSXCYSKSISOLKBLSHKNLCMFVCSDSRSJSYTJTZESEHTHVATRSECHTLTGTKTOKPTTCNTNTMTVAUUGUAUYUZVUVEVNGBWFYEZMZW',
} as const;
