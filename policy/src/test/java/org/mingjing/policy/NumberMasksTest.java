package org.mingjing.policy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of a fixed shape, with near misses. An empty third column: withheld. */
class NumberMasksTest {

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id-number | 11010519491231002X | 1****************X | the example of GB 11643
          id-number | 110105200002290013 | 1****************3 | a leap day
          id-number | 810000199003070015 | 8****************5 | residence permit, Hong Kong
          id-number | 820000198511200020 | 8****************0 | residence permit, Macao
          id-number | 830000197712310039 | 8****************9 | residence permit, Taiwan
          id-number | 911840198001010013 | 9****************3 | permanent residence permit since 2023
          id-number | 110105194912310021 | | the check character is wrong
          id-number | 11010519491231002x | | a small x is another number to whoever compares
          id-number | 11010519491231002Х | | a Cyrillic X
          id-number | 110105190002290017 | | no such day
          id-number | 010105194912310026 | | no number begins with 0
          id-number | 110105491231002 | | 15 digits: no check character tells it from an account
          id-number | USA110180010112 | | permanent residence permit before 2023: no rule
          id-number | E12345678 | | a passport: no rule
          id-number | H0123456701 | | a travel permit of Hong Kong: no rule
          id-number | 1101051949123100 2X | | a space inside
          id-number | ' 11010519491231002X' | | a space in front
          id-number | '11010519491231002X ' | | a space behind
          id-number | １１０１０５１９４９１２３１００２Ｘ | | full-width
          id-number | 1101051949123100\u06F2X | | a digit of another script
          id-number | 11010519491231002\u200BX | | a zero-width space
          id-number | \u202E11010519491231002X | | a bidi mark
          id-number | 11010519491231002X\u0301 | | a combining mark
          id-number | 1****************X | | masked already
          organisation-id | 91350100M000100Y43 | 91**************43 | the example of GB 32100
          organisation-id | 92350100MA2YYYY069 | 92**************69 | a sole trader
          organisation-id | 12110000400000018T | 12**************8T | a public institution
          organisation-id | 91350100M000100Y44 | | the outer check is wrong
          organisation-id | 91350100m000100Y43 | | a small letter
          organisation-id | 91350100M000100I43 | | I is not used
          organisation-id | 350100400012345 | | the registration number of before 2015
          organisation-id | M000100Y-4 | | the organisation code of before 2015
          organisation-id | 91350100M000100Y43\u200B | | a zero-width space
          organisation-id | 91350100M000100Y４3 | | a full-width digit
          phone | 18012341999 | 180****1999 | the common form
          phone | 13000000000 | 130****0000 | the lowest series
          phone | 1801234199 | | ten digits
          phone | 180123419999 | | twelve digits
          phone | 28012341999 | | no mobile number
          phone | 12012341999 | | no mobile number
          phone | +8618012341999 | | with the country's code
          phone | 8618012341999 | | with the country's code
          phone | 0086-18012341999 | | with the country's code
          phone | 180-1234-1999 | | with hyphens
          phone | 180 1234 1999 | | with spaces
          phone | 010-12345678 | | a landline: its middle is its exchange
          phone | 01012345678 | | a landline
          phone | 0571-87654321-8001 | | a landline with an extension
          phone | 400-800-1234 | | a service
          phone | 18012341999/18012342000 | | two numbers
          phone | １８０12341999 | | full-width
          phone | \u0661801234199 | | a digit of another script
          phone | 18012341999\u200B | | a zero-width space
          phone | \u200E18012341999 | | a bidi mark
          phone | ' 18012341999' | | a space in front
          phone | 180****1999 | | masked already
          card | 6222021234567894 | ************7894 | 16 digits with Luhn
          card | 6222021234567895 | ************7895 | 16 digits without: accounts have no Luhn digit
          card | 62220212345678903 | *************8903 | 17 digits
          card | 622202123456789012 | **************9012 | 18 digits
          card | 622202123456789013 | **************9013 | 18 digits without Luhn
          card | 6222021234567890128 | ***************0128 | 19 digits
          card | 6222021234567890129 | ***************0129 | 19 digits without Luhn
          card | 1234567890 | ******7890 | the shortest account
          card | 123456789 | | nine digits: too much of it would leave
          card | 110105200002290013 | | a person's number: not four of its digits may leave
          card | 110105194912310021 | | a person's number with a wrong check digit
          card | 911840198001010014 | | a permanent residence permit with a wrong check digit
          card | 110105491231002 | | a person's number of 15 digits
          card | 110105000229002 | | of 15 digits, a leap day of 2000
          card | 13800138000 | | a mobile number
          card | 19912345678 | | a mobile number
          card | 110105194913310021 | **************0021 | 18 digits, no such month
          card | 110105179912310021 | **************0021 | 18 digits, nobody lives that long
          card | 170105194912310021 | **************0021 | 18 digits, no such province
          card | 110105491331002 | ***********1002 | 15 digits, no such month
          card | 100105491231002 | ***********1002 | 15 digits, no such province
          card | 12800138000 | *******8000 | 11 digits, no mobile number
          card | 911100001000000248 | | an organisation's number
          card | 11010519491231002X | | a person's number
          card | 6222 0212 3456 7894 | | spaces
          card | 6222-0212-3456-7894 | | hyphens
          card | ６222021234567894 | | full-width
          card | 6222021234567894\u200D | | a zero-width joiner
          card | 6222021234567894\u0301 | | a combining mark
          card | ************7894 | | masked already
          plate | 京A12345 | 京A****5 | the common form
          plate | 京AF0236 | 京A****6 | with a letter
          plate | 粤BD12345 | 粤B*****5 | new energy, small
          plate | 沪ADA2345 | 沪A*****5 | new energy, small, two letters
          plate | 粤B12345D | 粤B*****D | new energy, large
          plate | 京A1234学 | 京A****学 | a driving school: its kind instead of a digit
          plate | 京A1234警 | 京A****警 | police
          plate | 京A1234挂 | 京A****挂 | a trailer
          plate | 粤Z1234港 | 粤Z****港 | Hong Kong
          plate | 粤Z1234澳 | 粤Z****澳 | Macao
          plate | 沪A1234领 | | a consulate: place and kind are nearly its name
          plate | 使014578 | | an embassy: its digits begin with the country
          plate | 224578使 | | an embassy, older form
          plate | WJ京12345 | | armed police
          plate | 军A12345 | | the army
          plate | 京A1234临 | | a temporary plate
          plate | 京I12345 | | I is not used
          plate | 京A1234O | | O is not used
          plate | 京A1234 | | a digit short
          plate | 京A123456 | | eight characters without the mark of new energy
          plate | 京ALM2345 | | eight are for new energy, and L marks none
          plate | 粤BD1234 5 | | a space inside
          plate | 京ABCDEF | | letters alone
          plate | 京a12345 | | small letters
          plate | 京A·12345 | | a dot
          plate | A12345 | | no province
          plate | 港A12345 | | no province of the list
          plate | 京Ａ12345 | | full-width
          plate | 京A12345\u200B | | a zero-width space
          plate | ' 京A12345' | | a space in front
          plate | 京A****5 | | masked already
          vin | LSVAA4182E2123456 | LSVAA418*E2****** | the check digit would leave one serial in eleven
          vin | LSVAA4182E212345 | | 16 characters
          vin | LSVAA4182E21234567 | | 18 characters
          vin | LSVAA4182E2I23456 | | I is not used
          vin | LSVAA4182O2123456 | | O is not used
          vin | lsvaa4182e2123456 | | small letters
          vin | LSVAA4182E212345６ | | full-width
          vin | LSVAA418*E2****** | | masked already
          date-year | 1949-12-31 | 1949 | ISO
          date-year | 2000-02-29 | 2000 | a leap day
          date-year | 1949-02-30 | | no such day
          date-year | 1900-02-29 | | no such day
          date-year | 1949-13-01 | | no such month
          date-year | 0000-00-00 | | what some databases write for none
          date-year | 1949/12/31 | | slashes
          date-year | 1949.12.31 | | dots
          date-year | 19491231 | | no separators
          date-year | 1949年12月31日 | | Chinese
          date-year | 1949-1-1 | | one digit
          date-year | 31-12-1949 | | the other way round
          date-year | 12/31/1949 | | month first
          date-year | 1949-12 | | no day
          date-year | 1949 | | masked already, or no date
          date-year | +1949-12-31 | | a sign
          date-year | -949-12-31 | | before our era
          date-year | 1949-12-31T00:00:00 | | a time
          date-year | 1949-12-31 00:00:00 | | a time
          date-year | 1949−12−31 | | minus signs
          date-year | １９４９-12-31 | | full-width
          date-year | 1949-12-3１ | | full-width
          date-year | ' 1949-12-31' | | a space in front
          date-year | 民国38年12月31日 | | another era
          """)
  void keeps_what_the_table_says_or_withholds(
      String mask, String value, @Nullable String kept, String why) {
    Masks.check(Mask.of(mask).orElseThrow(), value, kept);
  }
}
