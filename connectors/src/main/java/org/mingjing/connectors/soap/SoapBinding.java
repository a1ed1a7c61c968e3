package org.mingjing.connectors.soap;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.wsdl.Binding;
import javax.wsdl.BindingOperation;
import javax.wsdl.extensions.soap.SOAPBinding;
import javax.wsdl.extensions.soap.SOAPBody;
import javax.wsdl.extensions.soap.SOAPOperation;
import javax.wsdl.extensions.soap12.SOAP12Binding;
import javax.wsdl.extensions.soap12.SOAP12Body;
import javax.wsdl.extensions.soap12.SOAP12Operation;
import org.jspecify.annotations.Nullable;

/** What a binding says of SOAP: version and default style. */
record SoapBinding(SoapVersion version, @Nullable String style) {
  private static final String HTTP = "http://schemas.xmlsoap.org/soap/http";

  /** What could not break out of a header or its quotes. */
  private static final Pattern ACTION = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{0,1024}");

  /** What an operation says beside its messages. */
  record Details(boolean document, String action) {}

  /** Empty if the binding is not one of SOAP over HTTP. */
  static Optional<SoapBinding> of(Binding binding) {
    for (Object element : binding.getExtensibilityElements()) {
      if (element instanceof SOAPBinding soap && HTTP.equals(soap.getTransportURI())) {
        return Optional.of(new SoapBinding(SoapVersion.SOAP_11, soap.getStyle()));
      }
      if (element instanceof SOAP12Binding soap && HTTP.equals(soap.getTransportURI())) {
        return Optional.of(new SoapBinding(SoapVersion.SOAP_12, soap.getStyle()));
      }
    }
    return Optional.empty();
  }

  Details details(BindingOperation operation) {
    for (Object element : operation.getExtensibilityElements()) {
      if (element instanceof SOAPOperation soap) {
        return details(soap.getStyle(), soap.getSoapActionURI());
      }
      if (element instanceof SOAP12Operation soap) {
        return details(soap.getStyle(), soap.getSoapActionURI());
      }
    }
    return details(null, null);
  }

  private Details details(@Nullable String own, @Nullable String action) {
    String said = own == null ? style : own;
    String uri = action == null ? "" : action;
    Wsdl.require(ACTION.matcher(uri).matches(), "has a soapAction that is no URI");
    return new Details(said == null || said.equals("document"), uri);
  }

  /** Whether a message is bound to a body, literal, and to nothing else. */
  boolean literalBodyOnly(List<?> elements) {
    return elements.size() == 1
        && switch (elements.getFirst()) {
          case SOAPBody body -> version == SoapVersion.SOAP_11 && "literal".equals(body.getUse());
          case SOAP12Body body -> version == SoapVersion.SOAP_12 && "literal".equals(body.getUse());
          case null, default -> false;
        };
  }
}
