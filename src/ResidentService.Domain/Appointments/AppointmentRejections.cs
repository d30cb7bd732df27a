using ResidentService.Domain.Communities;
using ResidentService.Domain.Kernel;

namespace ResidentService.Domain.Appointments;

/// <summary>In order of precedence.</summary>
public abstract record AppointmentRejection(RejectionKind Kind, string Code, string Chinese, string English)
    : Rejection(Kind, Code, Chinese, English)
{
    public sealed record NoSuchBook() : AppointmentRejection(RejectionKind.NotFound, "not_found",
        "没有找到这个预约服务，请返回重新选择。", "There is no such appointment book. Please go back and choose again.");

    public sealed record PlanInvalid() : AppointmentRejection(RejectionKind.Invalid, "plan_invalid",
        "服务时间不对：同一天的时段不能重叠，结束要晚于开始，请修改后再提交。",
        "The hours are not right: those of a day must not overlap, and each ends after it starts. "
        + "Please correct them.");

    public sealed record DayOutOfReach() : AppointmentRejection(RejectionKind.Conflict, "day_out_of_reach",
        $"只能调整今天起 {AppointmentRules.BookAheadDaysMax} 天以内的日子，请换一天。",
        $"Only the next {AppointmentRules.BookAheadDaysMax} days can be changed. Please choose another.");

    public sealed record NoSuchSlot() : AppointmentRejection(RejectionKind.Conflict, "no_such_slot",
        "这个时间不在服务时间内，请从列表里选择一个时段。",
        "This is no slot of the book. Please choose one of the list.");

    public sealed record SlotPast() : AppointmentRejection(RejectionKind.Conflict, "slot_past",
        "这个时段已经开始或者过去了，请选择以后的时段。", "This slot has begun or is over. Please choose a later one.");

    public sealed record TooFarAhead(int Days) : AppointmentRejection(RejectionKind.Conflict, "too_far_ahead",
        $"最多提前 {Days} 天预约，请选择近一些的时段。",
        $"Appointments can be made at most {Days} days ahead. Please choose an earlier slot.");

    public sealed record AlreadyBooked() : AppointmentRejection(RejectionKind.Conflict, "already_booked",
        "您在这里已经有一个预约；要换时间，请先取消原来的预约。",
        "You have an appointment here already. To change its time, please cancel it first.");

    public sealed record Barred(DateTimeOffset Until) : AppointmentRejection(RejectionKind.Conflict,
        "barred_for_no_shows",
        $"因多次预约未到，{Calendar.Local(Until):M 月 d 日 HH:mm} 以后才能再自己预约；现在需要服务请联系社区，工作人员可以代您预约。",
        $"After several missed appointments you can book again from {Calendar.Local(Until):yyyy-MM-dd HH:mm}. "
        + "If you need help now, your community's staff can book for you.");

    public sealed record SlotTaken() : AppointmentRejection(RejectionKind.Conflict, "slot_taken",
        "这个时段刚刚被别人约了，请选择别的时段。", "Somebody else has this slot. Please choose another one.");

    public sealed record NoSuchAppointment() : AppointmentRejection(RejectionKind.NotFound, "not_found",
        "没有找到这个预约；如果确认超时，时段已经放开，请重新选择。",
        "There is no such appointment. If you confirmed too late, the slot is free again: please choose anew.");

    public sealed record HoldIsOver() : AppointmentRejection(RejectionKind.Conflict, "hold_expired",
        "确认超时，这个时段已经放开，请重新选择时段。", "The slot was kept too long ago and is free again. Please choose anew.");

    public sealed record NotBooked() : AppointmentRejection(RejectionKind.Conflict, "not_booked",
        "这个预约还没有确认，请先确认。", "This appointment is not confirmed yet. Please confirm it first.");

    public sealed record NotBegun() : AppointmentRejection(RejectionKind.Conflict, "appointment_not_begun",
        "预约还没有开始，开始以后再登记是否到场。",
        "The appointment has not begun. Please note whether the person came once it has.");

    public sealed record HasBegun() : AppointmentRejection(RejectionKind.Conflict, "appointment_begun",
        "预约已经开始，不能取消；有特殊情况请联系工作人员。",
        "The appointment has begun and cannot be cancelled. Please talk to the staff.");

    public sealed record HasEnded() : AppointmentRejection(RejectionKind.Conflict, "appointment_ended",
        "这个预约已经结束或取消，需要时请重新预约。", "This appointment is over or cancelled. Please book a new one.");
}
