package org.mingjing.demo;

import static org.mingjing.demo.NationalNumbers.mix;
import static org.mingjing.demo.NationalNumbers.spread;
import static org.mingjing.demo.NationalNumbers.written;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The population of the demonstration departments. Person and organisation {@code i} are pure
 * functions of {@code i}, so that a test or a benchmark knows whom it may ask for without asking.
 * Numbers are valid by their check digits and repeat for no two indexes; nobody real is meant.
 *
 * <p>Person 0 is the example of GB 11643 itself, 11010519491231002X, called 张三.
 */
public final class SyntheticPeople {
  /** Indexes lie below this bound; beyond it numbers would repeat. */
  public static final long MOST = 100_000_000;

  /** Changes whenever the same index means somebody else, so that loaded data are loaded anew. */
  static final int GENERATION = 3;

  private static final LocalDate FIRST_BIRTH = LocalDate.of(1940, 1, 1);
  private static final int BIRTH_DAYS = 24_472;

  /** Sequence numbers begin at 003: 002 belongs to person 0 alone. */
  private static final int FIRST_SEQUENCE = 3;

  private static final int SEQUENCES = 996;
  private static final long PERSON_SPACE = (long) Places.DISTRICTS.size() * BIRTH_DAYS * SEQUENCES;
  private static final long CODE_SPACE = 31L * 31 * 31 * 31 * 31 * 31;
  private static final String DIGITS = "0123456789";
  private static final String PLATE = DIGITS + "ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String VIN = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
  private static final List<String> BRANDS =
      List.of("红旗", "比亚迪", "吉利", "长安", "奇瑞", "哈弗", "大众", "丰田", "本田", "五菱");
  private static final List<String> MAKERS =
      List.of("LFV", "LSV", "LGX", "LB3", "LS5", "LVV", "LGW");
  private static final List<String> EMPLOYERS =
      List.of("第一中学", "人民医院", "机械厂", "供电公司", "纺织厂", "城市建设公司", "农业合作社", "物流公司");
  private static final List<String> PROGRAMMES =
      List.of("城乡居民最低生活保障金", "高龄津贴", "残疾人两项补贴", "耕地地力保护补贴", "临时救助金");
  private static final List<String> INDUSTRIES =
      List.of("制造业", "批发和零售业", "信息传输、软件和信息技术服务业", "建筑业", "住宿和餐饮业", "科学研究和技术服务业");
  private static final List<String> STATUSES =
      List.of("存续", "存续", "存续", "存续", "存续", "在业", "注销", "吊销");
  private static final List<String> TRADES = List.of("科技", "商贸", "建筑工程", "餐饮管理", "机械制造", "信息服务");
  private static final String STYLES = "华盛泰恒信瑞鼎安宏达兴隆嘉和永昌";

  private SyntheticPeople() {}

  /** The person of this index, 0 ≤ i &lt; {@link #MOST}. */
  public static Person person(long i) {
    checked(i);
    return described(i, birth(i));
  }

  /** The children of the persons below an index; who asks about a child may ask about them. */
  public static Stream<Child> children(long persons) {
    return Families.children(persons);
  }

  /** What the number of a person says; cheaper than the person. */
  static Birth birth(long i) {
    long place = spread(i, PERSON_SPACE);
    long rest = place / Places.DISTRICTS.size();
    return i == 0
        ? new Birth(Places.DISTRICTS.get(1), LocalDate.of(1949, 12, 31), 2)
        : new Birth(
            Places.district(place),
            FIRST_BIRTH.plusDays(rest % BIRTH_DAYS),
            FIRST_SEQUENCE + (int) (rest / BIRTH_DAYS));
  }

  private static Person described(long i, Birth birth) {
    Places.District district = birth.district();
    boolean male = birth.male();
    long chance = mix(i, 1);
    return new Person(
        i,
        birth.idNumber(),
        i == 0 ? "张三" : Names.person(mix(i, 2), male),
        chance % 20 == 0 ? Optional.of(Names.person(mix(i, 3), male)) : Optional.empty(),
        birth.sex(),
        birth.day(),
        Places.address(district, mix(i, 4)),
        district.code(),
        telephone(i, 5),
        Places.district(chance / 20).name() + choice(EMPLOYERS, chance / 1_000));
  }

  /** The organisation of this index, 0 ≤ i &lt; {@link #MOST}; its representative is person i. */
  public static Organisation organisation(long i) {
    checked(i);
    long chance = mix(i, 20);
    Places.District district = Places.district(chance);
    String code =
        NationalNumbers.organisationCode(
            "MA" + written(spread(i, CODE_SPACE), NationalNumbers.ORGANISATION_ALPHABET, 6));
    Person representative = person(i);
    return new Organisation(
        NationalNumbers.unifiedCode("91" + district.code() + code),
        organisationName(chance / 100, district),
        choice(STATUSES, chance / 7),
        LocalDate.of(2016, 1, 1).plusDays(mix(i, 21) % 3_500),
        (10 + mix(i, 22) % 50_000) + "0000.00",
        choice(INDUSTRIES, chance / 11),
        representative.name(),
        representative.idNumber(),
        telephone(i, 23));
  }

  private static String organisationName(long chance, Places.District district) {
    int first = (int) (chance % STYLES.length());
    int second = (int) (chance / 16 % STYLES.length());
    return district.name()
        + STYLES.charAt(first)
        + STYLES.charAt(second)
        + choice(TRADES, chance / 256)
        + "有限公司";
  }

  static Person.Vehicle vehicle(long i) {
    Places.District district = birth(i).district();
    long chance = mix(i, 10);
    int year = 2005 + (int) (chance % 20);
    String office = district.plate() + (char) ('A' + chance / 20 % 7);
    String plate = office + written(chance, PLATE, 2) + written(chance / 1_200, DIGITS, 3);
    String serial = written(mix(i, 11), VIN, 8);
    String draft = choice(MAKERS, chance / 140) + written(chance / 999, VIN, 6) + serial;
    return new Person.Vehicle(
        plate,
        choice(BRANDS, chance / 1_000),
        year,
        LocalDate.of(year, 1, 1).plusDays(mix(i, 12) % 365),
        NationalNumbers.vehicle(draft),
        written(mix(i, 13), VIN, 7));
  }

  static List<Person.Payment> payments(long i) {
    List<Person.Payment> payments = new ArrayList<>();
    if (i % 3 != 0) {
      return payments;
    }
    String account = NationalNumbers.card("6222" + written(mix(i, 30), "0123456789", 14));
    long chance = mix(i, 31);
    LocalDate first = LocalDate.of(2025, 1, 15).plusMonths(chance % 12);
    for (int n = 0; n <= chance / 12 % 3; n++) {
      String amount = (100 + chance / 36 % 1_900) + "." + written(chance / 68_400, "0123456789", 2);
      payments.add(
          new Person.Payment(
              choice(PROGRAMMES, chance / 50), first.plusMonths(n), amount, account));
    }
    return payments;
  }

  static String telephone(long i, int salt) {
    long chance = mix(i, salt);
    return "1" + (3 + chance % 7) + written(chance / 7, "0123456789", 9);
  }

  static String choice(List<String> from, long choice) {
    return from.get((int) (choice % from.size()));
  }

  static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void checked(long i) {
    if (i < 0 || i >= MOST) {
      throw new IllegalArgumentException("index " + i + " lies outside 0…" + (MOST - 1));
    }
  }
}
