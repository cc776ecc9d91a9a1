"""Routes of talking: the asker's side under ``apply/``, the offices' in the namespace ``console``."""

from django.urls import path

from applications.consulting import badge, company, messages, office, record_views

urlpatterns = [
    path("unread/", badge.unread_page, {"office": False}, name="apply_unread"),
    path("consultations/", company.apply_consultations, name="apply_consultations"),
    path("consultations/new/", company.apply_consultation_new, name="apply_consultation_new"),
    path("consultations/<int:pk>/", company.apply_consultation, name="apply_consultation"),
    path(
        "consultations/<int:pk>/steps/<slug:step>/",
        company.ConsultationStepView.as_view(),
        name="apply_consultation_step",
    ),
    path("applications/<int:pk>/messages/", messages.apply_messages, name="apply_messages"),
    path("applications/<int:pk>/record/", record_views.apply_record, name="apply_record"),
    path(
        "messages/<int:pk>/files/<int:number>/",
        messages.apply_message_file,
        name="apply_message_file",
    ),
    path("messages/<int:pk>/guidance/", messages.apply_guidance, name="apply_guidance"),
    path(
        "messages/<int:pk>/guidance/request/",
        messages.apply_guidance_request,
        name="apply_guidance_request",
    ),
]

console_urlpatterns = [
    path("unread/", badge.unread_page, {"office": True}, name="unread"),
    path("consultations/", office.consultations, name="consultations"),
    path("consultations/<int:pk>/", office.consultation, name="consultation"),
    path(
        "consultations/<int:pk>/steps/<slug:step>/",
        office.ConsultationStep.as_view(),
        name="consultation_step",
    ),
    path("guidance/", office.guidance, name="guidance"),
    path("applications/<int:pk>/messages/", messages.office_messages, name="application_messages"),
    path("applications/<int:pk>/record/", record_views.office_record, name="application_record"),
    path(
        "messages/<int:pk>/files/<int:number>/", messages.office_message_file, name="message_file"
    ),
    path("messages/<int:pk>/guidance/", messages.office_guidance, name="guidance_letter"),
]
