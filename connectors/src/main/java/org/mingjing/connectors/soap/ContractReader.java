package org.mingjing.connectors.soap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.mingjing.connectors.SourceKind.SoapOperation;
import org.mingjing.connectors.SourceSpec;
import org.mingjing.connectors.soap.Contract.Column;
import org.mingjing.connectors.soap.Contract.Filling;
import org.mingjing.connectors.soap.Contract.Level;
import org.mingjing.connectors.soap.Contract.Part;
import org.mingjing.connectors.soap.Schemas.Child;
import org.mingjing.connectors.soap.Schemas.Children;

/** Holds a catalogue's entry against its WSDL: what it names has to be there, and to be usable. */
final class ContractReader {
  private final SourceSpec spec;
  private final SoapOperation entry;
  private final Schemas schemas;
  private final Wsdl.Operation operation;

  private ContractReader(SourceSpec spec, SoapOperation entry) {
    Wsdl wsdl = Wsdl.read(entry.port().folder(), entry.port().wsdl());
    this.spec = spec;
    this.entry = entry;
    this.schemas = wsdl.schemas();
    this.operation = wsdl.operation(entry.port(), entry.operation());
  }

  /**
   * The contract of an entry.
   *
   * @throws IllegalArgumentException naming the resource and what its WSDL lacks
   */
  static Contract read(SourceSpec spec, SoapOperation entry) {
    try {
      return new ContractReader(spec, entry).contract();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          spec.resource() + ": its WSDL " + entry.port().wsdl() + " " + e.getMessage(), e);
    }
  }

  private Contract contract() {
    Child request = root(operation.request());
    Part key = part(request, entry.mapping().key(), Filling.KEY);
    Part whole =
        entry
            .mapping()
            .fields()
            .map(path -> merged(key, part(request, path, Filling.FIELDS)))
            .orElse(key);
    List<Child> path = path(root(operation.response()), entry.mapping().records());
    return new Contract(
        operation.version(),
        operation.action(),
        completed(request, whole),
        path.stream().map(this::level).toList(),
        columns(schemas.children(path.getLast().element())));
  }

  private Child root(QName name) {
    XmlSchemaElement element =
        schemas
            .element(name)
            .orElseThrow(
                () -> new IllegalArgumentException("has no element " + name.getLocalPart()));
    return new Child(name, true, false, element);
  }

  /** The elements of a path from the element of a body downwards, both ends included. */
  private List<Child> path(Child root, String path) {
    List<Child> all = new ArrayList<>(List.of(root));
    for (String step : path.split("/", -1)) {
      Child last = all.getLast();
      String missing = "has no one element " + step + " in " + last.name().getLocalPart();
      all.add(
          schemas
              .children(last.element())
              .named(step)
              .orElseThrow(() -> new IllegalArgumentException(missing)));
    }
    return all;
  }

  private Part part(Child root, String path, Filling filling) {
    List<Child> all = path(root, path);
    Child end = all.getLast();
    Wsdl.require(
        schemas.text(end.element()).isPresent(), "has " + path + " with a type that is not simple");
    if (filling == Filling.FIELDS) {
      long most = end.element().getMaxOccurs();
      Wsdl.require(most >= spec.columns().size(), "does not let " + path + " repeat enough");
    }
    Part part = new Part(end.name(), filling, List.of());
    for (Child outer : all.subList(0, all.size() - 1).reversed()) {
      part = new Part(outer.name(), Filling.PARTS, List.of(part));
    }
    return part;
  }

  /** Both paths in one tree, in any order. */
  private static Part merged(Part one, Part other) {
    Wsdl.require(
        one.filling() == Filling.PARTS && other.filling() == Filling.PARTS,
        "cannot take key and fields in one element");
    Part first = one.parts().getFirst();
    Part second = other.parts().getFirst();
    List<Part> parts =
        first.name().equals(second.name())
            ? List.of(merged(first, second))
            : List.of(first, second);
    return new Part(one.name(), Filling.PARTS, parts);
  }

  /** In the order of the schema; refused if it needs what nobody fills. */
  private Part completed(Child element, Part part) {
    String name = element.name().getLocalPart();
    Wsdl.require(
        !schemas.needsMore(element.element()), "asks for attributes or another type in " + name);
    List<Part> inOrder = new ArrayList<>();
    if (part.filling() == Filling.PARTS) {
      for (Child child : schemas.children(element.element()).byName().values()) {
        Optional<Part> filled =
            part.parts().stream().filter(it -> it.name().equals(child.name())).findFirst();
        Wsdl.require(
            filled.isPresent() || !child.required(),
            "asks for " + child.name().getLocalPart() + " in " + name + ", which nobody fills");
        filled.ifPresent(it -> inOrder.add(completed(child, it)));
      }
    }
    return new Part(part.name(), part.filling(), inOrder);
  }

  private Level level(Child child) {
    Children children = schemas.children(child.element());
    return new Level(
        child.name(),
        child.required(),
        child.repeats(),
        child.element().isNillable(),
        children.byName().keySet(),
        children.open());
  }

  private Map<String, Column> columns(Children record) {
    Map<String, Column> columns = new HashMap<>();
    for (String name : new TreeSet<>(spec.columns().values())) {
      Child child =
          record
              .named(name)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "has no one element " + name + " in " + entry.mapping().records()));
      TextKind text =
          schemas
              .text(child.element())
              .orElseThrow(() ->
                  new IllegalArgumentException("has " + name + " with a type that is not simple"));
      Wsdl.require(!child.repeats(), "lets " + name + " repeat in a record");
      Wsdl.require(
          child.element().getDefaultValue() == null && child.element().getFixedValue() == null,
          "has a default for " + name);
      columns.put(
          name, new Column(child.name(), child.required(), child.element().isNillable(), text));
    }
    return columns;
  }
}
