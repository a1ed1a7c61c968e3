package org.mingjing.demo;

import java.time.LocalDate;

/** A synthetic enterprise as the market regulator holds it. */
public record Organisation(
    String uscc,
    String name,
    String status,
    LocalDate registeredOn,
    String registeredCapital,
    String industry,
    String legalRepresentative,
    String representativeIdNumber,
    String telephone) {}
