"""The currencies of ISO 4217, by code, named as Xero names them: country first."""

NAMES = dict(
    line.strip().split(" ", 1)
    for line in """\
    AED United Arab Emirates Dirham
    AFN Afghanistan Afghani
    ALL Albanian Lek
    AMD Armenian Dram
    ANG Netherlands Antillean Guilder
    AOA Angolan Kwanza
    ARS Argentine Peso
    AUD Australian Dollar
    AWG Aruban Florin
    AZN Azerbaijan New Manat
    BAM Bosnia and Herzegovina Convertible Mark
    BBD Barbados Dollar
    BDT Bangladesh Taka
    BGN Bulgarian Lev
    BHD Bahrain Dinar
    BIF Burundi Franc
    BMD Bermuda Dollar
    BND Brunei Dollar
    BOB Bolivian Boliviano
    BRL Brazilian Real
    BSD Bahamian Dollar
    BTN Bhutan Ngultrum
    BWP Botswana Pula
    BYN Belarus Ruble
    BZD Belize Dollar
    CAD Canadian Dollar
    CDF Congolese Franc
    CHF Swiss Franc
    CLP Chilean Peso
    CNY Chinese Yuan Renminbi
    COP Colombian Peso
    CRC Costa Rica Colon
    CUP Cuban Peso
    CVE Cape Verde Escudo
    CZK Czech Koruna
    DJF Djibouti Franc
    DKK Danish Krone
    DOP Dominican Peso
    DZD Algerian Dinar
    EGP Egyptian Pound
    ERN Eritrean Nakfa
    ETB Ethiopian Birr
    EUR Euro
    FJD Fiji Dollar
    FKP Falkland Islands Pound
    GBP British Pound
    GEL Georgian Lari
    GGP Guernsey Pound
    GHS Ghana Cedi
    GIP Gibraltar Pound
    GMD Gambian Dalasi
    GNF Guinea Franc
    GTQ Guatemalan Quetzal
    GYD Guyana Dollar
    HKD Hong Kong Dollar
    HNL Honduras Lempira
    HTG Haitian Gourde
    HUF Hungarian Forint
    IDR Indonesian Rupiah
    ILS Israeli New Shekel
    IMP Isle of Man Pound
    INR Indian Rupee
    IQD Iraqi Dinar
    IRR Iranian Rial
    ISK Iceland Krona
    JEP Jersey Pound
    JMD Jamaican Dollar
    JOD Jordanian Dinar
    JPY Japanese Yen
    KES Kenyan Shilling
    KGS Kyrgyzstan Som
    KHR Cambodian Riel
    KMF Comorian Franc
    KPW North Korean Won
    KRW South Korean Won
    KWD Kuwaiti Dinar
    KYD Cayman Islands Dollar
    KZT Kazakhstan Tenge
    LAK Lao Kip
    LBP Lebanese Pound
    LKR Sri Lanka Rupee
    LRD Liberian Dollar
    LSL Lesotho Loti
    LYD Libyan Dinar
    MAD Moroccan Dirham
    MDL Moldovan Leu
    MGA Malagasy Ariary
    MKD Macedonian Denar
    MMK Myanmar Kyat
    MNT Mongolian Tugrik
    MOP Macau Pataca
    MRU Mauritanian Ouguiya
    MUR Mauritius Rupee
    MVR Maldive Rufiyaa
    MWK Malawi Kwacha
    MXN Mexican Peso
    MYR Malaysian Ringgit
    MZN Mozambique Metical
    NAD Namibia Dollar
    NGN Nigerian Naira
    NIO Nicaraguan Cordoba
    NOK Norwegian Krone
    NPR Nepalese Rupee
    NZD New Zealand Dollar
    OMR Omani Rial
    PAB Panamanian Balboa
    PEN Peruvian Sol
    PGK Papua New Guinea Kina
    PHP Philippine Peso
    PKR Pakistan Rupee
    PLN Polish Zloty
    PYG Paraguay Guarani
    QAR Qatari Riyal
    RON Romanian New Leu
    RSD Serbian Dinar
    RUB Russian Ruble
    RWF Rwanda Franc
    SAR Saudi Riyal
    SBD Solomon Islands Dollar
    SCR Seychelles Rupee
    SDG Sudanese Pound
    SEK Swedish Krona
    SGD Singapore Dollar
    SHP Saint Helena Pound
    SLE Sierra Leonean Leone
    SOS Somali Shilling
    SRD Suriname Dollar
    STN Sao Tome Dobra
    SVC Salvadoran Colon
    SYP Syrian Pound
    SZL Swaziland Lilangeni
    THB Thai Baht
    TJS Tajikistan Somoni
    TMT Turkmenistan Manat
    TND Tunisian Dinar
    TOP Tonga Pa'anga
    TRY Turkish Lira
    TTD Trinidad and Tobago Dollar
    TWD Taiwan New Dollar
    TZS Tanzanian Shilling
    UAH Ukrainian Hryvnia
    UGX Uganda Shilling
    USD United States Dollar
    UYU Uruguayan Peso
    UZS Uzbekistan Som
    VES Venezuelan Bolivar
    VND Viet Nam Dong
    VUV Vanuatu Vatu
    WST Samoa Tala
    XAF Central African CFA Franc
    XCD East Caribbean Dollar
    XOF West African CFA Franc
    XPF CFP Franc
    YER Yemen Rial
    ZAR South African Rand
    ZMW Zambian Kwacha
    ZWL Zimbabwe Dollar""".splitlines()
)
