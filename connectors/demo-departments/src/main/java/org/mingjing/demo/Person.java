package org.mingjing.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A synthetic person with what three departments hold on them. */
public record Person(
    String idNumber,
    String name,
    Optional<String> formerName,
    String sex,
    LocalDate birthDate,
    String address,
    String districtCode,
    String telephone,
    String workplace,
    String portraitDigest,
    Vehicle vehicle,
    List<Payment> payments) {

  /** The one vehicle that each person has. */
  public record Vehicle(
      String plate,
      String brand,
      int modelYear,
      LocalDate registeredOn,
      String vin,
      String engineNumber) {}

  /** A subsidy paid; {@code amount} is yuan with two decimals. */
  public record Payment(String programme, LocalDate paidOn, String amount, String bankAccount) {}
}
