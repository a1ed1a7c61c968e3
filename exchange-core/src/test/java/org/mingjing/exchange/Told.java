package org.mingjing.exchange;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What an enforcement point was told, and the entries that its question added. */
record Told(Reply reply, List<StoredEntry> added) {

  static Told by(SharedNode.Running node, CallingSystem system, String path, JsonNode body)
      throws SQLException {
    List<Reply> replies = new ArrayList<>();
    List<StoredEntry> added = node.added(() -> replies.add(system.post(path, body)));
    return new Told(replies.getFirst(), added);
  }

  JsonNode body() {
    return reply.body();
  }

  JsonNode context() {
    return body().path("context");
  }

  boolean permitted() {
    return reply.status() == 200 && body().path("decision").asBoolean(false);
  }

  String code() {
    return context().path("code").asString("");
  }

  JsonNode entry() {
    return added.getFirst().json();
  }

  List<String> outcomes() {
    return added.stream().map(StoredEntry::outcome).toList();
  }
}
