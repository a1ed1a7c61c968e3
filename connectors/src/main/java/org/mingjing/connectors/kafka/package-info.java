/** Registers that departments publish as compacted Kafka topics. */
@NullMarked
package org.mingjing.connectors.kafka;

import org.jspecify.annotations.NullMarked;
