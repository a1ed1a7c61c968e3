package org.mingjing.connectors.soap;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port type of {@code config/wsdl/resident-register.wsdl}, for CXF to serve. */
@WebService(name = "ResidentRegister", targetNamespace = ResidentRegister.NAMESPACE)
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public interface ResidentRegister {
  /** Of the WSDL and its schema. */
  String NAMESPACE = "urn:mingjing:example:resident-register";

  /** The operation. */
  @WebMethod(operationName = "FindResidents")
  @WebResult(name = "FindResidentsResponse", targetNamespace = NAMESPACE, partName = "response")
  Response find(
      @WebParam(name = "FindResidents", targetNamespace = NAMESPACE, partName = "request")
          Request request);

  /** What is asked. */
  @XmlRootElement(name = "FindResidents", namespace = NAMESPACE)
  @XmlAccessorType(XmlAccessType.FIELD)
  final class Request {
    @XmlElementWrapper(name = "Fields", namespace = NAMESPACE)
    @XmlElement(name = "Field", namespace = NAMESPACE)
    List<String> fields = new ArrayList<>();

    @XmlElement(name = "Id", namespace = NAMESPACE)
    String id = "";
  }

  /** What is answered. */
  @XmlRootElement(name = "FindResidentsResponse", namespace = NAMESPACE)
  @XmlAccessorType(XmlAccessType.FIELD)
  final class Response {
    @XmlElementWrapper(name = "People", namespace = NAMESPACE)
    @XmlElement(name = "Person", namespace = NAMESPACE)
    List<Resident> people = new ArrayList<>();
  }

  /** One record. */
  @XmlAccessorType(XmlAccessType.FIELD)
  final class Resident {
    @XmlElement(name = "IdNumber", namespace = NAMESPACE)
    String idNumber = "";

    @XmlElement(name = "Name", namespace = NAMESPACE)
    @Nullable String name;

    @XmlElement(name = "FormerName", namespace = NAMESPACE, nillable = true)
    @Nullable String formerName;

    @XmlElement(name = "BirthDate", namespace = NAMESPACE)
    @Nullable String birthDate;
  }
}
