package org.mingjing.exchange.operations;

import org.mingjing.exchange.catalogue.LivePolicy;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes into the node's log when it begins and ends to serve, and by which policy. */
@Component
final class NodeLife {
  private static final System.Logger LOG = System.getLogger(NodeLife.class.getName());

  private final String node;
  private final LivePolicy live;

  NodeLife(@Value("${mingjing.node}") String node, LivePolicy live) {
    this.node = node;
    this.live = live;
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    LOG.log(
        System.Logger.Level.INFO,
        "{0} serves; policy {1}, grants {2}",
        node,
        live.current().policy().digest(),
        live.current().grants().digest());
  }

  @EventListener(ContextClosedEvent.class)
  void closing() {
    LOG.log(System.Logger.Level.INFO, "{0} stops: running calls are answered, no new ones", node);
  }
}
