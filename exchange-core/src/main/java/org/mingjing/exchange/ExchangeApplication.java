package org.mingjing.exchange;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;

/** The exchange as a Spring Boot application; {@link org.mingjing.exchange.cli.Main} starts it. */
@SpringBootApplication(
    // Calls are timed by outcome in their servlet; timing every request once more costs as much as
    // deciding it.
    exclude = WebMvcObservationAutoConfiguration.class)
@EnableConfigurationProperties(ExchangeSettings.class)
public class ExchangeApplication {}
