<%-- Who sees the palette: everybody, or the groups that the node names, as links of the navigation name them. --%>
<%@include file="/libs/sling-cms/global.jsp"%>
<sling:adaptTo var="user" adaptable="${slingRequest.resourceResolver}" adaptTo="org.apache.sling.cms.AuthorizableWrapper" />
<c:set var="enabled" value="${user.administrator || empty properties.enabledGroups}" />
<c:forEach var="group" items="${properties.enabledGroups}">
    <c:forEach var="own" items="${user.groupNames}">
        <c:if test="${group == own}"><c:set var="enabled" value="${true}" /></c:if>
    </c:forEach>
</c:forEach>
<c:if test="${enabled}"><sling:call script="panel.html" /></c:if>
