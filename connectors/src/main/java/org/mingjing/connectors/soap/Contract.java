package org.mingjing.connectors.soap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;

/**
 * What a WSDL says of one operation, as far as a resource needs it.
 *
 * @param action what {@code SOAPAction}, or the parameter {@code action}, says
 * @param request the one element of the request's body
 * @param levels from the one element of the response's body down to the record, both included
 * @param columns the catalogued children of a record, by the column's name
 */
record Contract(
    SoapVersion version,
    String action,
    Part request,
    List<Level> levels,
    Map<String, Column> columns) {
  Contract {
    levels = List.copyOf(levels);
    columns = Map.copyOf(columns);
  }

  /** What an element of the request is filled with. */
  enum Filling {
    /** Its parts only. */
    PARTS,
    /** The key. */
    KEY,
    /** A column's name, and as many such elements as there are columns asked for. */
    FIELDS
  }

  /** An element of the request, with its parts in the order of the schema. */
  record Part(QName name, Filling filling, List<Part> parts) {
    Part {
      parts = List.copyOf(parts);
    }
  }

  /**
   * An element on the way to the records.
   *
   * @param required whether the element around it always holds it
   * @param repeats whether there may be several of it
   * @param nillable whether it may be there and yet stand for none
   * @param children all elements that it may hold
   * @param open whether it may hold others, too
   */
  record Level(
      QName name,
      boolean required,
      boolean repeats,
      boolean nillable,
      Set<QName> children,
      boolean open) {
    Level {
      children = Set.copyOf(children);
    }

    /** Whether the schema lets a child be here; a stranger with a child's local name never may. */
    boolean allows(QName child) {
      return children.contains(child)
          || (open
              && children.stream()
                  .noneMatch(known -> known.getLocalPart().equals(child.getLocalPart())));
    }
  }

  /** A child of a record that holds a value. */
  record Column(QName name, boolean required, boolean nillable, TextKind text) {}
}
