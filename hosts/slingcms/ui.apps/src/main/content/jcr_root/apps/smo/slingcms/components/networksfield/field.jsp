<%-- The CMS's fields are JSP; what they hold may be another script. --%>
<%@include file="/libs/sling-cms/global.jsp"%>
<sling:call script="list.html" />
